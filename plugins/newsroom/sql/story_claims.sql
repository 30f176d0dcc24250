-- Grain: one row per claim of a story, widest reach first.
with chosen as (
    select *
    from claims.claims
    where story_id = $story_id
    order by outlet_count desc, mention_count desc, claim_id
    limit $limit offset $offset
),
named as (
    select m.claim_id, list(distinct o.name order by o.name) as origin_names
    from claims.mentions as m
    join claims.mention_origins as mo on mo.mention_id = m.mention_id and mo.story_id = m.story_id
    join claims.origins as o on o.story_id = m.story_id and o.origin_id = mo.origin_id
    where m.story_id = $story_id and m.claim_id in (select claim_id from chosen)
    group by m.claim_id
)
select
    c.claim_id,
    c.wording,
    p.name as speaker_name,
    c.mention_count,
    c.article_count,
    c.outlet_count,
    c.origin_count_low as origin_count,
    c.origin_count_high,
    c.origin_count_expected,
    c.principal_count,
    c.copy_ratio,
    coalesce(n.origin_names, []) as origin_names,
    c.first_seen_at
from chosen as c
left join claims.speakers as p on p.speaker_id = c.speaker_id and p.story_id = c.story_id
left join named as n on n.claim_id = c.claim_id
order by c.outlet_count desc, c.mention_count desc, c.claim_id
