-- Grain: one row per kind, fingerprint and changed or removed article: what it held when last measured.
with former as (
    select m.article_id, m.partition_key
    from overlap.measured_articles m
    join staged_changes c on c.article_id = m.article_id
    where m.method_version = $method_version
)
select distinct case when f.kind = 'text' then 0 else 1 end as kind_no, f.fingerprint, f.article_id,
    cast(replace(f.partition_key, '-', '') as integer) as partition_no
from overlap.fingerprints f
join former m on m.article_id = f.article_id and m.partition_key = f.partition_key
where f.method_version = $method_version
