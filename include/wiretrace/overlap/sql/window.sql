-- Grain: one row per article of the dates around one date, in order of its number.
select n.article_no, n.partition_no, a.published_at, a.first_seen_at, a.is_time_conflicted,
    coalesce(a.title, '') as title, a.text, a.language
from core.articles a
join numbered n on n.article_id = a.article_id
where n.partition_key <= $last_date and n.partition_key >= $first_date
order by n.article_no
