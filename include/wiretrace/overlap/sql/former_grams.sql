-- Grain: one row per kind, fingerprint and changed or removed article: what it held when last measured.
select distinct case when f.kind = 'text' then 0 else 1 end as kind_no, f.fingerprint, f.article_id,
    cast(replace(f.partition_key, '-', '') as integer) as partition_no
from overlap.fingerprints f
join staged_changes c on c.article_id = f.article_id
where f.method_version = $method_version
