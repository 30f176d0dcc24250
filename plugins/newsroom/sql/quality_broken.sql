-- Grain: one row per date, gate, rule and column that some row broke, latest date first.
select partition_key as date, gate, rule, column_name, severity, row_count, unexpected_count, scope
from ops.validation_results
where not is_success
order by date desc, severity, unexpected_count desc, gate, rule, column_name, scope
limit $limit offset $offset
