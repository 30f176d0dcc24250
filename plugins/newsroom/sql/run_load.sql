-- Grain: one row: the load of this run, or none for a run that loads nothing.
select dag_id, partition_key, scope, run_id, loaded_at, row_count
from ops.runs
where dag_id = $dag_id and run_id = $run_id
