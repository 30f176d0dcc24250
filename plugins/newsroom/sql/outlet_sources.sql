-- Grain: one row per source that an outlet took text from, and relation.
select source_name, source_outlet_id, source_origin_id, relation, article_count, root_article_count, credited_share, median_lag_seconds as lag_seconds
from memory.main.copy_network
where outlet_id = $outlet_id
order by article_count desc, root_article_count desc, source_name, relation
limit $limit offset $offset
