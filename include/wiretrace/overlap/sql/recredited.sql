-- Grain: one row per measured article whose credits differ from those read now.
with renamed as (
    select m.article_id, m.partition_key, m.text_hash, m.facts_hash, m.overrides_hash
    from overlap.measured_articles m
    join renamed_dates d on d.partition_key = m.partition_key
    left join staged_changes c on c.article_id = m.article_id
    where c.article_id is null and m.method_version = $method_version
),
held as (
    select c.article_id, c.origin_id, c.origin_name, c.outlet_id, c.rule, c.text, c.char_start, c.char_end, c.field
    from overlap.credits c
    join renamed r on r.article_id = c.article_id
),
found as (
    select article_id, origin_id, origin_name, outlet_id, rule, text, char_start, char_end, field from read_credits
),
differing as (
    (select * from held except all select * from found)
    union all
    (select * from found except all select * from held)
)
select r.*, false as is_removed
from renamed r
join (select distinct article_id from differing) d on d.article_id = r.article_id
order by r.article_id
