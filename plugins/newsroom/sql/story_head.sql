-- Grain: one row: the story under this id, or under the id it was merged into.
with wanted as (
    select coalesce((select any_value(story_id) from overlap.story_aliases where alias_story_id = $story_id), $story_id) as story_id
),
counted as (
    select
        count(*) as claim_count,
        count(*) filter (where article_count >= 2) as shared_claim_count,
        count(*) filter (where article_count >= 2 and origin_count_high = 1) as echo_count
    from claims.claims
    where story_id = (select story_id from wanted)
),
own as (
    select count(*) as article_count, count(distinct outlet_id) as outlet_count
    from memory.main.article_reuse
    where story_id = (select story_id from wanted) and not is_copy
)
select
    s.story_id,
    s.title,
    s.article_count,
    s.outlet_count,
    own.article_count as own_article_count,
    own.outlet_count as own_outlet_count,
    (select count(*) from claims.origins where story_id = s.story_id) as origin_count,
    counted.claim_count,
    counted.shared_claim_count,
    counted.echo_count,
    s.first_seen_at,
    s.last_seen_at
from overlap.stories as s, counted, own
where s.story_id = (select story_id from wanted)
