-- Grain: one row per address fetched on the fortnight before a date, with the time it was last fetched.
select
    url,
    max(fetched_at) as fetched_at
from ops.fetches
where
    partition_key < $partition_key
    and partition_key >= strftime($partition_key::date - interval 14 day, '%Y-%m-%d')
    and outcome not in ('failed')
group by url
