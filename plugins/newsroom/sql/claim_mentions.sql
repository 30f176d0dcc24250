-- Grain: one row per mention of a claim, with the article that states it and the origin it goes back to.
with stated as (
    select * from claims.mentions where claim_id = $claim_id
)
select
    m.mention_id,
    m.text,
    m.kind,
    m.field,
    m.char_start,
    m.char_end,
    m.speaker,
    m.cue,
    m.modality,
    m.via,
    m.rule_id,
    m.confidence,
    a.article_id,
    a.title,
    a.outlet_id,
    coalesce(t.name, a.outlet_id) as outlet_name,
    case when a.is_time_conflicted then a.first_seen_at else coalesce(a.published_at, a.first_seen_at) end as printed_at,
    coalesce(a.is_time_conflicted, false) or a.published_at is null as is_first_sight,
    mo.origin_id,
    o.name as origin_name,
    o.kind as origin_kind,
    o.article_id as origin_article_id,
    mo.rule_id as origin_rule,
    mo.evidence as origin_evidence,
    mo.confidence as origin_confidence
from stated as m
join core.articles as a on a.article_id = m.article_id
left join core.outlets as t on t.outlet_id = a.outlet_id
left join claims.mention_origins as mo on mo.mention_id = m.mention_id
left join claims.origins as o on o.story_id = m.story_id and o.origin_id = mo.origin_id
order by printed_at, a.article_id, m.field desc, m.char_start
limit $limit offset $offset
