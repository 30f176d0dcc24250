-- Grain: one row per outlet found, best first.
with found as (
    select unnest($keys::varchar[]) as outlet_id, generate_subscripts($keys::varchar[], 1) as rank
)
select
    o.outlet_id,
    o.name as outlet_name,
    o.kind,
    o.country,
    (select count(*) from core.articles as a where a.outlet_id = o.outlet_id) as article_count
from found as f
join core.outlets as o on o.outlet_id = f.outlet_id
order by f.rank
limit $limit offset $offset
