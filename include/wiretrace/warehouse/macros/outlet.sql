-- Grain: one row per outlet found.
select *
from marts.outlet_reuse
where outlet_id = named or has_words(concat_ws(' ', outlet_name, outlet_id), named)
order by article_count desc, outlet_id
