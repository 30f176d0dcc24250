-- Grain: one row per pair of a story's claims that contradict or vary each other.
select
    l.relation,
    l.evidence,
    l.claim_id,
    a.wording,
    a.outlet_count,
    a.origin_count_low as origin_count,
    a.origin_count_high,
    l.other_claim_id,
    b.wording as other_wording,
    b.outlet_count as other_outlet_count,
    b.origin_count_low as other_origin_count,
    b.origin_count_high as other_origin_count_high
from claims.claim_links as l
join claims.claims as a on a.claim_id = l.claim_id and a.story_id = l.story_id
join claims.claims as b on b.claim_id = l.other_claim_id and b.story_id = l.story_id
where l.story_id = $story_id
order by
    list_position(['contradicts', 'variant_value', 'variant_scope', 'supersedes', 'restates'], l.relation),
    a.outlet_count + b.outlet_count desc,
    l.claim_id,
    l.other_claim_id
limit $limit offset $offset
