-- Grain: one row per mention in an article.
select
    m.mention_id,
    m.field,
    m.char_start,
    m.char_end,
    m.text,
    m.kind,
    m.speaker,
    m.cue,
    m.modality,
    m.rule_id,
    m.confidence,
    m.claim_id,
    c.article_count,
    c.outlet_count,
    c.origin_count_low as origin_count,
    c.origin_count_high,
    o.name as origin_name
from claims.mentions as m
join claims.claims as c on c.claim_id = m.claim_id
left join claims.mention_origins as mo on mo.mention_id = m.mention_id
left join claims.origins as o on o.story_id = m.story_id and o.origin_id = mo.origin_id
where m.article_id = $article_id
order by m.field desc, m.char_start, m.char_end desc
limit $limit offset $offset
