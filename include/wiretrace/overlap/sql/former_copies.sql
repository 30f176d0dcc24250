-- Grain: one row per pair with a touched article as last measured: what their clusters were.
select distinct l.article_no as left_no, r.article_no as right_no
from overlap.passages p
join numbered l on l.article_id = p.left_article_id
join numbered r on r.article_id = p.right_article_id
join staged_touched t on t.article_id = p.left_article_id or t.article_id = p.right_article_id
where p.kind in ('narrative', 'quotation')
