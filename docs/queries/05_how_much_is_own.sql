-- How much of what an outlet prints is its own?
select outlet_name, kind, article_count, round(own_share, 2) as own_share, round(agency_share, 2) as agency_share
from marts.outlet_reuse
order by own_share, outlet_name;
