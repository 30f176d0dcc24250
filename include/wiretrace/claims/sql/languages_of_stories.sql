-- Grain: one row per article of the stories named.
select a.article_id, a.partition_key, a.language
from overlap.story_articles as sa
join core.articles as a using (article_id)
where list_contains($story_ids::varchar[], sa.story_id)
order by a.article_id
