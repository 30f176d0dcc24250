-- Grain: one row per rule of a gate on one date, broken ones first.
select gate, rule, column_name, severity, is_success, row_count, unexpected_count
from ops.validation_results
where partition_key = $date and scope = $scope and ($gate = '' or gate = $gate)
order by is_success, unexpected_count desc, rule, column_name
limit $limit offset $offset
