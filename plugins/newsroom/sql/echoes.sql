-- Grain: one row per claim of a story of the latest date that several articles print and one origin stands behind, loudest first.
with active as (
    select distinct sa.story_id
    from overlap.story_articles as sa
    join core.articles as a using (article_id)
    where a.partition_key = $latest
),
loudest as (
    select c.*
    from claims.claims as c
    join active using (story_id)
    where c.article_count >= 2 and c.origin_count_high = 1
    order by c.outlet_count desc, c.article_count desc, c.claim_id
    limit $limit offset $offset
),
named as (
    select m.claim_id, any_value(o.name) as origin_name
    from claims.mentions as m
    join loudest on loudest.claim_id = m.claim_id and loudest.story_id = m.story_id
    join claims.mention_origins as mo on mo.mention_id = m.mention_id
    join claims.origins as o on o.story_id = m.story_id and o.origin_id = mo.origin_id
    group by m.claim_id
)
select
    l.claim_id,
    l.wording,
    p.name as speaker_name,
    l.article_count,
    l.outlet_count,
    l.origin_count_low as origin_count,
    n.origin_name,
    l.story_id,
    s.title as story_title
from loudest as l
join overlap.stories as s using (story_id)
left join claims.speakers as p on p.speaker_id = l.speaker_id and p.story_id = l.story_id
left join named as n using (claim_id)
order by l.outlet_count desc, l.article_count desc, l.claim_id
