-- Grain: one row per article of the dates around one date, in order of its number.
with every_article as (
    select t.article_id, t.words
    from overlap.terms t
    left join staged_changes c on c.article_id = t.article_id
    where c.article_id is null and t.method_version = $method_version
        and t.partition_key <= $last_date and t.partition_key >= $first_date
    union all
    select article_id, words from staged_terms
)
select n.article_no, n.partition_no, a.published_at, a.is_time_conflicted, a.language, e.words
from every_article e
join numbered n on n.article_id = e.article_id
join core.articles a on a.article_id = e.article_id
where n.partition_key <= $last_date and n.partition_key >= $first_date
order by n.article_no
