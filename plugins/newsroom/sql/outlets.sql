-- Grain: one row per outlet: how much of what it printed is its own, and how often it was first.
select
    outlet_id,
    outlet_name,
    kind,
    article_count,
    own_article_count,
    coalesce(own_share, 0) as own_share,
    coalesce(agency_share, 0) as agency_share,
    coalesce(credited_copy_share, 0) as credited_copy_share,
    coalesce(uncredited_copy_share, 0) as uncredited_copy_share,
    story_count,
    first_story_count,
    first_story_share,
    median_lead_seconds
from memory.main.outlet_reuse
order by article_count desc, outlet_id
limit $limit offset $offset
