-- Grain: one row per article of a story that changed.
select c.story_id, n.article_id, g.joined_by, n.partition_key, $method_version as method_version
from changed_stories c
join grouped g on g.story_no = c.story_no
join numbered n on n.article_no = g.article_no
order by c.story_id, g.place
