-- Grain: one row per subject of a correction that is held: the page it is about.
select m.mention_id as subject, 'claim' as page, m.claim_id as page_id
from claims.mentions as m
where list_contains($subjects, m.mention_id)
union all
select a.article_id, 'article', a.article_id
from core.articles as a
where list_contains($subjects, a.article_id)
