-- Grain: one row per story with an article first fetched on one date, most new articles first.
with arrivals as (
    select sa.story_id, count(*) as new_article_count
    from core.articles as a
    join overlap.story_articles as sa using (article_id)
    where a.partition_key = $date
    group by sa.story_id
)
select s.story_id, s.title, n.new_article_count, s.article_count, s.outlet_count,
    (select count(*) from claims.origins as o where o.story_id = s.story_id) as origin_count
from arrivals as n
join overlap.stories as s using (story_id)
order by n.new_article_count desc, s.article_count desc, s.story_id
limit $limit offset $offset
