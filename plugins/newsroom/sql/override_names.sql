-- Grain: one row per mention or article that a correction names: what it is for readers, and the page it is about.
select
    m.mention_id as id,
    coalesce(o.name, a.outlet_id) || ': “' || m.text || '”' as name,
    'claim' as page,
    m.claim_id as page_id
from claims.mentions as m
join core.articles as a on a.article_id = m.article_id
left join core.outlets as o on o.outlet_id = a.outlet_id
where list_contains($ids, m.mention_id)
union all
select
    a.article_id,
    coalesce(o.name, a.outlet_id) || ': ' || coalesce(a.title, '(no headline)'),
    'article',
    a.article_id
from core.articles as a
left join core.outlets as o on o.outlet_id = a.outlet_id
where list_contains($ids, a.article_id)
