-- Grain: one row per source: when it last gave a page, when and why it last failed, and what robots.txt refused.
with counted as (
    select
        source_id,
        count(*) as url_count,
        max(fetched_at) filter (where outcome in ('loaded', 'unchanged', 'duplicate')) as last_success_at,
        max(fetched_at) filter (where outcome = 'failed') as last_failure_at,
        arg_max(cause, fetched_at) filter (where outcome = 'failed') as last_cause,
        count(*) filter (where outcome = 'loaded') as loaded_count,
        count(*) filter (where outcome = 'failed') as failed_count,
        count(*) filter (where cause = 'robots_disallowed') as robots_count,
        max(partition_key) as last_date
    from ops.fetches
    group by source_id
),
silent as (
    select c.source_id, count(distinct f.partition_key) as silent_date_count
    from counted as c
    join ops.fetches as f on f.partition_key > coalesce(strftime(c.last_success_at, '%Y-%m-%d'), '') and f.source_id = c.source_id
    where f.outcome = 'failed'
    group by c.source_id
)
select counted.*, coalesce(silent.silent_date_count, 0) as silent_date_count
from counted
left join silent using (source_id)
order by last_success_at nulls first, source_id
limit $limit offset $offset
