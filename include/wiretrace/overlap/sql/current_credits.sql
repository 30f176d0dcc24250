-- Grain: one row per credit of a wanted article in its present text.
with every_credit as (
    select c.article_id, c.origin_id, c.origin_name, c.outlet_id, c.rule, c.text, c.char_start, c.char_end, c.field
    from overlap.credits c
    left join staged_changes x on x.article_id = c.article_id
    where x.article_id is null and c.method_version = $method_version
    union all
    select article_id, origin_id, origin_name, outlet_id, rule, text, char_start, char_end, field from staged_credits
)
select n.article_no, e.*
from every_credit e
join numbered n on n.article_id = e.article_id
join wanted_articles w on w.article_no = n.article_no
order by n.article_no, e.field is not distinct from 'title', e.char_start, e.origin_id
