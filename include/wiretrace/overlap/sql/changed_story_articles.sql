-- Grain: one row per article of a story that changed.
select c.story_id, n.article_id, m.joined_by, n.partition_key, $method_version as method_version
from changed_stories c
join members m on m.story_id = c.story_id
join numbered n on n.article_no = m.article_no
order by c.story_id, m.place
