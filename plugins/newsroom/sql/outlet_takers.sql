-- Grain: one row per outlet that took text from this one, and relation.
select outlet_name, outlet_id, relation, article_count, root_article_count, credited_share, median_lag_seconds as lag_seconds
from memory.main.copy_network
where source_outlet_id = $outlet_id
order by article_count desc, root_article_count desc, outlet_name, relation
limit $limit offset $offset
