-- Which outlet takes text from whom, does it say so, and how often does the text really come from there?
select outlet_name, source_name, relation, article_count, credited_share, root_article_count
from marts.copy_network
order by article_count desc, root_article_count desc, outlet_name, source_name, relation;
