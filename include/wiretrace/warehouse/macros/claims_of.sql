-- Grain: one row per claim of the story, the farthest travelled first.
select
    c.claim_id,
    c.wording,
    c.speaker_name,
    c.mention_count,
    c.article_count,
    c.outlet_count,
    c.origin_count_low,
    c.origin_count_high,
    c.principal_count,
    c.copy_ratio,
    c.origin_names,
    c.outlet_names,
    c.story_id,
    c.story_title
from marts.claim_origins as c
join stories_named(named) using (story_id)
order by c.outlet_count desc, c.mention_count desc, c.claim_id
