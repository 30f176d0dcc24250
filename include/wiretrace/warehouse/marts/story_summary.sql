-- Grain: one row per story, with its articles counted as printed and with copies folded.
with copies as (
    select distinct
        sa.story_id,
        d.derived_article_id as article_id
    from overlap.derivations as d
    join overlap.story_articles as sa on sa.article_id = d.derived_article_id
    where d.relation in ('mirror', 'wire_copy', 'rewrite')
),
copy_counts as (
    select story_id, count(*) as copy_count from copies group by story_id
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
    select
        m.story_id,
        count(distinct mo.origin_id) as origin_count
    from claims.mentions as m
    join claims.mention_origins as mo using (mention_id)
    group by m.story_id
)
select
    s.story_id,
    s.title,
    s.first_seen_at,
    s.last_seen_at,
    s.article_count,
    s.outlet_count,
    s.article_count - coalesce(k.copy_count, 0) as own_article_count,
    coalesce(o.origin_count, 0) as origin_count,
    coalesce(c.claim_count, 0) as claim_count,
    coalesce(c.shared_claim_count, 0) as shared_claim_count,
    coalesce(c.echo_count, 0) as echo_count
from overlap.stories as s
left join copy_counts as k using (story_id)
left join claim_counts as c using (story_id)
left join origin_counts as o using (story_id)
