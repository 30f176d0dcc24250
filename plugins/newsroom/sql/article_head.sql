-- Grain: one row: the article with its outlet and story.
select
    a.*,
    coalesce(o.name, a.outlet_id) as outlet_name,
    coalesce(o.kind, 'unknown') as outlet_kind,
    sa.story_id,
    s.title as story_title
from core.articles as a
left join core.outlets as o using (outlet_id)
left join overlap.story_articles as sa using (article_id)
left join overlap.stories as s on s.story_id = sa.story_id
where a.article_id = $article_id
