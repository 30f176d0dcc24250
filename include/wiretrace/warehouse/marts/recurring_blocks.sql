-- Grain: one row per block that a host printed in two or more of its articles.
with sizes as (
    select host, method_version, count(distinct article_id) as article_count
    from core.host_blocks
    group by host, method_version
)
select
    b.host,
    b.block_hash,
    b.method_version,
    count(distinct b.article_id) as document_frequency,
    any_value(s.article_count) as host_article_count,
    min(b.partition_key) as first_seen_on,
    max(b.partition_key) as last_seen_on,
    min(b.article_id) as example_article_id
from core.host_blocks as b
join sizes as s using (host, method_version)
group by b.host, b.block_hash, b.method_version
having count(distinct b.article_id) > 1
