-- Grain: one row per statement of a whole copy or rewrite that no held source supports.
select
    o.mention_id,
    m.claim_id,
    o.story_id,
    m.article_id as derived_article_id,
    coalesce(t.name, a.outlet_id) as derived_outlet_name,
    o.source_article_id,
    coalesce(u.name, b.outlet_id) as source_outlet_name,
    o.relation,
    m.text,
    m.speaker,
    m.char_start,
    m.char_end,
    o.support,
    o.missing_words,
    o.nearest_text
from claims.orphans as o
join claims.mentions as m using (mention_id)
join core.articles as a on a.article_id = m.article_id
join core.articles as b on b.article_id = o.source_article_id
left join core.outlets as t on t.outlet_id = a.outlet_id
left join core.outlets as u on u.outlet_id = b.outlet_id
