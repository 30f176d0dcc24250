-- Where is the ferry written about: in which stories, claims, articles, and by whom?
from search('ferry strike');
