-- Grain: one row per article that exists and changed, or shared text with one that no longer exists.
select n.article_no from staged_changes c join numbered n on n.article_id = c.article_id
union
select n.article_no
from overlap.passages p
join staged_changes c on c.article_id = p.left_article_id and c.is_removed
join numbered n on n.article_id = p.right_article_id
union
select n.article_no
from overlap.passages p
join staged_changes c on c.article_id = p.right_article_id and c.is_removed
join numbered n on n.article_id = p.left_article_id
