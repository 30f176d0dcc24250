-- Which claims of a story contradict, replace or vary each other?
select l.relation, c.wording, o.wording as other_wording, l.evidence
from claims.claim_links as l
join claims.claims as c using (claim_id)
join claims.claims as o on o.claim_id = l.other_claim_id
order by l.relation, c.wording, o.wording;
