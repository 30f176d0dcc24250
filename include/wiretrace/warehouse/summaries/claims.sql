-- Grain: one row: what the stories that a date touched claim, in one line.
select
    count(*) || ' claims in ' || count(distinct story_id) || ' stories; '
    || count(*) filter (where article_count >= 2) || ' in two or more articles, '
    || count(*) filter (where article_count >= 2 and origin_count_high = 1) || ' of these on one origin'
from claims.claims
where story_id in (
    select sa.story_id
    from overlap.story_articles as sa
    join core.articles as a using (article_id)
    where a.partition_key = $partition_key
)
