-- Grain: one row per article, up to the last of some dates, of an investigation that has one of these dates.
with investigations as (
    select distinct source_id
    from core.articles
    where partition_key >= $first_date and partition_key <= $last_date and starts_with(source_id, 'investigation:')
)
select n.article_no, a.source_id
from core.articles a
join investigations i on i.source_id = a.source_id
join numbered n on n.article_id = a.article_id
where n.partition_key <= $last_date
order by n.article_no
