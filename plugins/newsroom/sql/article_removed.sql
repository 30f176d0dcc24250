-- Grain: one row per block that cleaning took out of an article's latest fetched page.
with latest as (
    select partition_key, source_id
    from core.revisions
    where article_id = $article_id
    order by fetched_at desc, partition_key desc, source_id
    limit 1
)
select b.block_number, b.reason, b.text
from core.removed_blocks as b
join latest on latest.partition_key = b.partition_key and latest.source_id = b.source_id
where b.article_id = $article_id
order by b.block_number
limit $limit offset $offset
