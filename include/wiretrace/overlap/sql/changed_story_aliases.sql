-- Grain: one row per article but the first of a story that changed: the id that its story would have without the others.
select substr(sha256('story ' || n.article_id), 1, 16) as alias_story_id, c.story_id, n.partition_key,
    $method_version as method_version
from changed_stories c
join members m on m.story_id = c.story_id
join numbered n on n.article_no = m.article_no
where m.place > 1
order by c.story_id, m.place
