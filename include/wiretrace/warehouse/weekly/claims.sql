-- Grain: one row per claim and week in which articles that state it were first fetched.
select
    $week::varchar as week,
    c.claim_id,
    c.story_id,
    c.wording,
    count(distinct m.article_id)::integer as article_count,
    count(distinct a.outlet_id)::integer as outlet_count,
    count(distinct o.origin_id)::integer as origin_count
from claims.mentions as m
join claims.claims as c on c.claim_id = m.claim_id
join core.articles as a on a.article_id = m.article_id
left join claims.mention_origins as o on o.mention_id = m.mention_id
where a.partition_key between $first and $last
group by c.claim_id, c.story_id, c.wording
