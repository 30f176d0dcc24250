-- Grain: one row per outlet: how much of what it printed is its own.
select
    outlet_id,
    outlet_name,
    kind,
    article_count,
    own_share,
    coalesce(agency_share, 0) as agency_share,
    coalesce(credited_copy_share, 0) as credited_copy_share,
    coalesce(uncredited_copy_share, 0) as uncredited_copy_share,
    first_story_count
from marts.outlet_reuse
order by article_count desc, outlet_id
limit $limit offset $offset
