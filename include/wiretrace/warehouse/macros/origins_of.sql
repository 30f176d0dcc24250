-- Grain: one row per mention of the claim: who carries it, from which origin, and what tells so.
with named_claims as (
    select claim_id from claims.claims where claim_id = named
    union
    select claim_id from claims.mentions where has_words(text, named)
)
select
    c.claim_id,
    c.wording,
    o.name as origin_name,
    o.kind as origin_kind,
    o.article_id is not null as is_origin_held,
    coalesce(t.name, a.outlet_id) as outlet_name,
    m.kind,
    m.text,
    s.name as speaker_name,
    mo.rule_id,
    mo.evidence,
    mo.confidence,
    a.first_seen_at,
    m.mention_id,
    m.article_id
from named_claims
join claims.claims as c using (claim_id)
join claims.mentions as m using (claim_id)
join core.articles as a using (article_id)
left join core.outlets as t using (outlet_id)
left join claims.speakers as s on s.speaker_id = m.speaker_id
left join claims.mention_origins as mo on mo.mention_id = m.mention_id
left join claims.origins as o on o.story_id = m.story_id and o.origin_id = mo.origin_id
order by c.outlet_count desc, c.claim_id, o.name nulls last, a.first_seen_at, m.mention_id
