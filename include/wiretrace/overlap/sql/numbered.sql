-- Grain: one row per article measured so far or now, in order of id, with the integers that stand for date and first sight
-- inside one run. Texts are read only of those measured by a release that did not keep their lengths.
with measured as (
    select m.article_id, m.char_count
    from overlap.measured_articles m
    left join staged_changes c on c.article_id = m.article_id
    where m.method_version = $method_version and c.article_id is null
    union all
    select article_id, char_count from staged_changes where not is_removed
),
unknown as (
    select a.article_id, length(a.text) as char_count
    from core.articles a
    join measured m on m.article_id = a.article_id
    where m.char_count is null
)
select a.article_id, a.partition_key,
    cast(replace(a.partition_key, '-', '') as integer) as partition_no,
    epoch_us(a.first_seen_at) as seen_at,
    cast(coalesce(a.word_count, 0) as integer) as word_count,
    cast(coalesce(m.char_count, u.char_count) as integer) as char_count
from core.articles a
join measured m on m.article_id = a.article_id
left join unknown u on u.article_id = a.article_id
order by a.article_id
