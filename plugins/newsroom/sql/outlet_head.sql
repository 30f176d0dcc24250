-- Grain: one row: the outlet, how much of its words is its own, and how often it was first.
select
    r.outlet_id,
    r.outlet_name,
    r.kind,
    o.country,
    o.language,
    r.article_count,
    r.own_article_count,
    r.word_count,
    coalesce(r.own_share, 0) as own_share,
    coalesce(r.agency_share, 0) as agency_share,
    coalesce(r.credited_copy_share, 0) as credited_copy_share,
    coalesce(r.uncredited_copy_share, 0) as uncredited_copy_share,
    r.story_count,
    r.first_story_count,
    r.median_lead_seconds
from memory.main.outlet_reuse as r
left join core.outlets as o using (outlet_id)
where r.outlet_id = $outlet_id
