-- Which articles take most of their text from another and do not name it?
select outlet_name, title, relation, source_name, round(own_share, 2) as own_share
from marts.article_reuse
where not is_credited and is_copy
order by own_share, outlet_name, article_id;
