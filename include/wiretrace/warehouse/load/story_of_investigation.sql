-- Grain: one row, the story that most articles of an investigation belong to.
select sa.story_id
from overlap.story_articles as sa
join core.revisions as r using (article_id)
where r.source_id = $source_id
group by sa.story_id
order by count(*) desc, sa.story_id
limit 1
