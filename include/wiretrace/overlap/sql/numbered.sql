-- Grain: one row per article, with the integers that stand for article and date inside one run.
select article_id, partition_key,
    cast(row_number() over (order by article_id) as integer) as article_no,
    cast(replace(partition_key, '-', '') as integer) as partition_no
from core.articles
