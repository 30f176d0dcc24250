-- Grain: one row per kind and fingerprint that more articles than can be compared held before the first date of the change,
-- and one of its first holders. Nothing of the change can make it rarer, or give it other first holders, so its other
-- holders need not be read.
with changed_dates as (
    select partition_key from staged_changes
    union all
    select m.partition_key
    from overlap.measured_articles m
    join staged_changes c on c.article_id = m.article_id
)
select case when f.kind = 'text' then 0 else 1 end as kind_no, f.fingerprint, f.article_id
from overlap.common_fingerprints f
left join former_grams g on g.fingerprint = f.fingerprint
where f.method_version = $method_version and g.fingerprint is null
    and f.partition_key < (select min(partition_key) from changed_dates)
