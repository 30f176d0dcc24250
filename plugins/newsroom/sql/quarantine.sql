-- Grain: one row per row that broke a rule, latest date first.
select partition_key as date, gate, table_name, rule, column_name, value, url, source_id, row_key, row_json
from ops.quarantine
order by date desc, gate, rule, row_key
limit $limit offset $offset
