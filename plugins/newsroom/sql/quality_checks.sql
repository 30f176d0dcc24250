-- Grain: one row per date, gate, rule and column that was checked, latest date and broken rules first.
select partition_key as date, scope, gate, rule, column_name, severity, is_success, row_count, unexpected_count, checked_at
from ops.validation_results
order by date desc, is_success, unexpected_count desc, gate, rule, column_name, scope
limit $limit offset $offset
