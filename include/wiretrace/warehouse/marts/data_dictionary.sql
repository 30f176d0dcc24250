-- Grain: one row per column of every table and mart, and one per macro, with its meaning.
select
    c.schema_name,
    c.table_name,
    c.column_index as column_number,
    c.column_name,
    c.data_type,
    c.comment as meaning,
    coalesce(t.comment, v.comment) as grain
from duckdb_columns() as c
left join duckdb_tables() as t on t.database_name = c.database_name and t.schema_name = c.schema_name and t.table_name = c.table_name
left join duckdb_views() as v on v.database_name = c.database_name and v.schema_name = c.schema_name and v.view_name = c.table_name
where c.database_name = current_database() and c.schema_name in ('core', 'overlap', 'claims', 'weekly', 'marts', 'ops')
union all
select
    schema_name,
    function_name,
    0,
    array_to_string(parameters, ', '),
    'macro',
    comment,
    split_part(comment, '?', 1) || '?'
from duckdb_functions()
where database_name = current_database() and schema_name = 'main' and function_type in ('macro', 'table_macro') and not internal
