-- Grain: one row per credit of a wanted article in its present text.
with every_credit as (
    select c.article_id, c.origin_id, c.origin_name, c.outlet_id, c.rule, c.text, c.char_start, c.char_end, c.field
    from overlap.credits c
    left join staged_changes x on x.article_id = c.article_id
    where x.article_id is null and c.method_version = $method_version
    union all
    select article_id, origin_id, origin_name, outlet_id, rule, text, char_start, char_end, field from staged_credits
)
select w.article_no, e.*
from every_credit e
join wanted_articles w on w.article_id = e.article_id
order by w.article_no, e.field is not distinct from 'title', e.char_start, e.origin_id
