-- Grain: one row per article of an investigation that has an article of the date.
with investigations as (
    select distinct source_id
    from core.articles
    where partition_key = $partition_key and starts_with(source_id, 'investigation:')
)
select n.article_no, n.partition_key, a.source_id
from core.articles a
join investigations i on i.source_id = a.source_id
join numbered n on n.article_id = a.article_id
order by a.source_id, n.partition_key, n.article_no
