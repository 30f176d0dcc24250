-- Grain: one row per held article that its server no longer has.
with present as (
    select article_id, max(partition_key) as last_on
    from ops.fetches
    where outcome in ('loaded', 'unchanged') and cause is distinct from 'held'
    group by article_id
),
missing as (
    select
        f.article_id,
        min(f.partition_key) as removed_on,
        arg_max(f.http_status, f.fetched_at) as http_status
    from ops.fetches as f
    join present using (article_id)
    where f.outcome = 'removed' and f.partition_key > present.last_on
    group by f.article_id
)
select
    a.article_id,
    a.outlet_id,
    a.url,
    a.title,
    missing.removed_on,
    missing.http_status
from missing
join core.articles as a using (article_id)
