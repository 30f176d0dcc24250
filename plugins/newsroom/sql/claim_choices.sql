-- Grain: one row per other claim of a story, widest reach first, with one of its mentions.
with chosen as (
    select claim_id, wording, outlet_count
    from claims.claims
    where story_id = $story_id and claim_id <> $claim_id
    order by outlet_count desc, claim_id
    limit $limit
)
select min(m.mention_id) as mention_id, any_value(c.wording) as wording
from chosen as c
join claims.mentions as m on m.claim_id = c.claim_id and m.story_id = $story_id
group by c.claim_id
order by any_value(c.outlet_count) desc, c.claim_id
