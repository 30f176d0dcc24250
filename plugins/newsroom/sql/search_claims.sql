-- Grain: one row per claim found, best first.
with found as (
    select unnest($keys::varchar[]) as claim_id, generate_subscripts($keys::varchar[], 1) as rank
),
named as (
    select m.claim_id, list(distinct o.name order by o.name) as origin_names
    from claims.mentions as m
    join found on found.claim_id = m.claim_id
    join claims.mention_origins as mo on mo.mention_id = m.mention_id
    join claims.origins as o on o.story_id = m.story_id and o.origin_id = mo.origin_id
    group by m.claim_id
)
select
    c.claim_id,
    c.wording,
    c.origin_count_low as origin_count,
    c.origin_count_high,
    c.outlet_count,
    c.article_count,
    p.name as speaker_name,
    coalesce(n.origin_names, []) as origin_names,
    c.story_id,
    s.title as story_title
from found as f
join claims.claims as c on c.claim_id = f.claim_id
join overlap.stories as s on s.story_id = c.story_id
left join claims.speakers as p on p.speaker_id = c.speaker_id
left join named as n on n.claim_id = c.claim_id
order by f.rank
limit $limit offset $offset
