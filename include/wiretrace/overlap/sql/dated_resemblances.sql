-- Grain: one row per pair of articles of near dates that are alike, of some dates, as the warehouse will hold them. In order within
-- each date. The first and the last date spare reading the rest.
with every_pair as (
    select r.left_article_id, r.right_article_id, r.cosine, r.partition_key
    from overlap.resemblances r
    join wanted_dates w on w.partition_key = r.partition_key
    left join staged_event_dates d on d.partition_key = r.partition_key
    where d.partition_key is null and r.method_version = $method_version
        and r.partition_key >= $first_date and r.partition_key <= $last_date
    union all
    select r.left_article_id, r.right_article_id, r.cosine, r.partition_key
    from staged_resemblances r
    join wanted_dates w on w.partition_key = r.partition_key
)
select e.partition_key, l.article_no as left_no, r.article_no as right_no, e.cosine
from every_pair e
join numbered l on l.article_id = e.left_article_id
join numbered r on r.article_id = e.right_article_id
order by left_no, right_no
