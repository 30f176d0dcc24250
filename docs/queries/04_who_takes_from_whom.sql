-- Which outlet takes text from whom, and does it say so?
select outlet_name, source_name, relation, article_count, credited_share
from marts.copy_network
order by article_count desc, outlet_name, source_name, relation;
