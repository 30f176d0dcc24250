-- Grain: one row per outlet, with the first date on which an article of it was fetched; outlets without articles come first.
with first_dates as (
    select outlet_id, min(partition_key) as first_date from core.articles group by outlet_id
)
select coalesce(f.first_date, '') as first_date, o.outlet_id, o.name, o.kind, o.aliases
from core.outlets o
left join first_dates f on f.outlet_id = o.outlet_id
order by o.outlet_id
