-- Grain: one row per macro, mart and table: where to begin.
with entries as (
    select
        case when schema_name = 'main' then 1 when schema_name = 'marts' then 2 else 3 end as part,
        case when schema_name = 'main' then table_name || '(' || any_value(column_name) || ')' else schema_name || '.' || table_name end as name,
        any_value(grain) as says,
        case
            when schema_name = 'main' then regexp_extract(any_value(meaning), 'Example: (.*)$', 1)
            else 'from ' || schema_name || '.' || table_name || ';'
        end as try_it
    from marts.data_dictionary
    group by schema_name, table_name
)
select
    name,
    says,
    try_it
from entries
order by part, name
