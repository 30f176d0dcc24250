-- Grain: one row per article but the first of a story that changed: the id that its story would have without the others.
select substr(sha256('story ' || n.article_id), 1, 16) as alias_story_id, c.story_id, n.partition_key,
    $method_version as method_version
from changed_stories c
join grouped g on g.story_no = c.story_no
join numbered n on n.article_no = g.article_no
where g.place <> g.story_no
order by c.story_id, g.place
