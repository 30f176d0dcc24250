-- Grain: one row per load of one date, in the order of the flow.
select dag_id, scope, run_id, loaded_at, row_count
from ops.runs
where partition_key = $date
order by loaded_at, dag_id
