-- Grain: one row per claim of a story, widest reach first.
select
    wording,
    speaker_name,
    mention_count,
    article_count,
    outlet_count,
    origin_count_low,
    origin_count_high,
    principal_count,
    origin_names
from marts.claim_origins
where story_id = $story_id
order by outlet_count desc, article_count desc, mention_count desc, claim_id
limit $limit
