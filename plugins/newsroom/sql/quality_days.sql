-- Grain: one row per date and gate: rules checked and broken, rows quarantined.
with held as (
    select partition_key, gate, count(distinct row_key) as quarantined_count
    from ops.quarantine
    group by partition_key, gate
),
checked as (
    select
        partition_key,
        gate,
        count(*) as rule_count,
        count(*) filter (where not is_success and severity = 'critical') as critical_count,
        count(*) filter (where not is_success and severity <> 'critical') as warning_count,
        max(row_count) as row_count
    from ops.validation_results
    group by partition_key, gate
)
select
    c.partition_key as date,
    c.gate,
    c.rule_count,
    c.critical_count,
    c.warning_count,
    c.row_count,
    coalesce(held.quarantined_count, 0) as quarantined_count
from checked as c
left join held using (partition_key, gate)
order by date desc, list_position(['articles', 'derivations', 'claims'], c.gate)
limit $limit offset $offset
