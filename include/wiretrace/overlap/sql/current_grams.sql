-- Grain: one row per kind, fingerprint, article and position: every held article in its present text, as integers.
with held as (
    select f.kind, f.fingerprint, f.article_id, f.token_position
    from overlap.fingerprints f
    left join staged_changes c on c.article_id = f.article_id
    where c.article_id is null and f.method_version = $method_version
    union all
    select kind, fingerprint, article_id, token_position from staged_fingerprints
)
select case when held.kind = 'text' then 0 else 1 end as kind_no, held.fingerprint, n.article_no, n.partition_no,
    held.token_position
from held
join numbered n on n.article_id = held.article_id
