-- Which rows were held back, by which rule and value?
select partition_key, table_name, row_key, url, rule, column_name, value
from ops.quarantine
order by partition_key, table_name, row_key, rule;
