-- Grain: one row per date, stage and reason for which something was thrown away.
select
    partition_key as date,
    stage,
    reason,
    count(*) as discard_count,
    any_value(subject) as example,
    any_value(detail) as detail
from ops.discards
group by partition_key, stage, reason
order by date desc, discard_count desc, stage, reason
limit $limit offset $offset
