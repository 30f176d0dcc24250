-- Grain: one row per pair with a touched article as last measured: what their clusters were.
with of_touched as (
    select left_article_id, right_article_id
    from overlap.passages
    where kind in ('narrative', 'quotation') and left_article_id in (select article_id from staged_touched)
    union
    select left_article_id, right_article_id
    from overlap.passages
    where kind in ('narrative', 'quotation') and right_article_id in (select article_id from staged_touched)
)
select l.article_no as left_no, r.article_no as right_no
from of_touched p
join numbered l on l.article_id = p.left_article_id
join numbered r on r.article_id = p.right_article_id
