-- Grain: one row per article of a story in `wanted_stories`.
select
    sa.story_id,
    a.article_id,
    a.outlet_id,
    coalesce(o.name, a.outlet_id) as outlet_name,
    a.title,
    a.text,
    a.language,
    a.first_seen_at,
    a.published_at,
    a.dateline,
    a.agency_credit
from overlap.story_articles as sa
join wanted_stories using (story_id)
join core.articles as a using (article_id)
left join core.outlets as o using (outlet_id)
order by sa.story_id, a.first_seen_at, a.article_id
