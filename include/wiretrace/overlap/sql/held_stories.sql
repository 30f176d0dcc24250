-- Grain: one row per article of a story in the warehouse, with one article of the story that still exists. An article without
-- a number is gone, or waits for its date to be measured by this method.
select s.story_id, s.evidence_hash, n.article_no, min(n.article_no) over (partition by s.story_id) as first_no,
    c.article_id is null as is_gone
from overlap.stories s
join overlap.story_articles a on a.story_id = s.story_id
left join core.articles c on c.article_id = a.article_id
left join numbered n on n.article_id = a.article_id
order by s.story_id, n.article_no
