-- Grain: one row per article measured so far or now, with the integers that stand for article, date and first sight inside
-- one run.
with measured as (
    select article_id from overlap.measured_articles where method_version = $method_version
    union
    select article_id from staged_changes
)
select a.article_id, a.partition_key,
    cast(row_number() over (order by a.article_id) as integer) as article_no,
    cast(replace(a.partition_key, '-', '') as integer) as partition_no,
    epoch_us(a.first_seen_at) as seen_at,
    cast(coalesce(a.word_count, 0) as integer) as word_count
from core.articles a
join measured m on m.article_id = a.article_id
