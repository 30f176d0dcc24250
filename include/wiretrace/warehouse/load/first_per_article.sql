-- Grain: one row per article and source of this load: the first of several URLs that are one article.
select *
from incoming
qualify row_number() over (partition by article_id, partition_key, source_id order by fetched_at, url) = 1
