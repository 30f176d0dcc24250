-- Grain: one row per date with articles that are measured or will be now, with the hash of the names they were read with.
with every_date as (
    select $partition_key as partition_key
    union
    select partition_key from overlap.measured_articles where method_version = $method_version
    union
    select a.partition_key
    from core.revisions r
    join core.articles a on a.article_id = r.article_id
    where r.partition_key = $partition_key
)
select e.partition_key, d.names_hash
from every_date e
left join overlap.measured_dates d on d.partition_key = e.partition_key and d.method_version = $method_version
order by e.partition_key
