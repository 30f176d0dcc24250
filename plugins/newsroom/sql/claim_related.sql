-- Grain: one row per other claim of the story that is linked with this one, or has the same speaker.
with this as (
    select * from claims.claims where claim_id = $claim_id
),
linked as (
    select other_claim_id as claim_id, relation, evidence from claims.claim_links where claim_id = $claim_id
    union all
    select claim_id, relation, evidence from claims.claim_links where other_claim_id = $claim_id
),
spoken as (
    select c.claim_id, 'same_speaker' as relation, p.name as evidence
    from claims.claims as c
    join this on c.story_id = this.story_id and c.speaker_id = this.speaker_id and c.claim_id <> this.claim_id
    join claims.speakers as p on p.speaker_id = c.speaker_id and p.story_id = c.story_id
),
related as (
    from linked
    union all
    from spoken where claim_id not in (select claim_id from linked)
)
select
    r.relation,
    r.evidence,
    c.claim_id,
    c.wording,
    c.article_count,
    c.outlet_count,
    c.origin_count_low as origin_count,
    c.origin_count_high
from related as r
join claims.claims as c on c.claim_id = r.claim_id
order by r.relation = 'same_speaker', c.outlet_count desc, c.mention_count desc, c.claim_id
limit $limit offset $offset
