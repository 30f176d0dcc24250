-- Grain: one row per story, with its articles and outlets counted as printed and with copies folded.
with own_counts as (
    select story_id, count(*) as article_count, count(distinct outlet_id) as outlet_count
    from marts.article_reuse
    where not is_copy
    group by story_id
),
claim_counts as (
    select
        story_id,
        count(*) as claim_count,
        count(*) filter (where article_count >= 2) as shared_claim_count,
        count(*) filter (where article_count >= 2 and origin_count_high = 1) as echo_count
    from claims.claims
    group by story_id
),
origin_counts as (
    select story_id, count(distinct origin_id) as origin_count
    from claims.mention_origins
    group by story_id
)
select
    s.story_id,
    s.title,
    s.first_seen_at,
    s.last_seen_at,
    s.article_count,
    s.outlet_count,
    coalesce(k.article_count, 0) as own_article_count,
    coalesce(k.outlet_count, 0) as own_outlet_count,
    coalesce(o.origin_count, 0) as origin_count,
    coalesce(c.claim_count, 0) as claim_count,
    coalesce(c.shared_claim_count, 0) as shared_claim_count,
    coalesce(c.echo_count, 0) as echo_count
from overlap.stories as s
left join own_counts as k using (story_id)
left join claim_counts as c using (story_id)
left join origin_counts as o using (story_id)
