-- Grain: one row per claim that several articles print and one origin stands behind, loudest first.
select
    claim_id,
    story_id,
    story_title,
    wording,
    speaker_name,
    article_count,
    outlet_count,
    origin_names,
    copy_ratio,
    first_seen_at
from marts.claim_origins
where article_count >= 2 and origin_count_high = 1
order by outlet_count desc, article_count desc, claim_id
