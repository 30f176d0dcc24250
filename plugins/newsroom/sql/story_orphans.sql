-- Grain: one row per statement in a whole copy or rewrite of a story that no held source supports, least supported first.
select
    m.text,
    m.claim_id,
    m.article_id,
    coalesce(o.name, a.outlet_id) as outlet_name,
    n.source_article_id,
    coalesce(so.name, s.outlet_id) as source_name,
    n.relation,
    n.support,
    n.nearest_text,
    n.missing_words
from claims.orphans as n
join claims.mentions as m on m.story_id = n.story_id and m.mention_id = n.mention_id
join core.articles as a on a.article_id = m.article_id
left join core.outlets as o on o.outlet_id = a.outlet_id
left join core.articles as s on s.article_id = n.source_article_id
left join core.outlets as so on so.outlet_id = s.outlet_id
where n.story_id = $story_id
order by n.support, m.mention_id
limit $limit offset $offset
