-- How much of what an outlet prints is its own, and is the rest credited?
select
    outlet_name,
    kind,
    article_count,
    own_article_count,
    round(own_share, 2) as own_share,
    round(agency_share, 2) as agency_share,
    round(uncredited_copy_share, 2) as uncredited_copy_share
from marts.outlet_reuse
order by own_share, outlet_name;
