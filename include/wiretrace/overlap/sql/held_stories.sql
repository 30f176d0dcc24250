-- Grain: one row per article of a story in the warehouse, with one article of the story that still exists.
select s.story_id, s.evidence_hash, n.article_no, min(n.article_no) over (partition by s.story_id) as first_no
from overlap.stories s
join overlap.story_articles a on a.story_id = s.story_id
left join numbered n on n.article_id = a.article_id
order by s.story_id, n.article_no
