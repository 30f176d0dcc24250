-- Grain: one row per story, one page of them: biggest, loudest (most articles per origin) or newest first.
with claim_counts as (
    select
        story_id,
        count(*) as claim_count,
        count(*) filter (where article_count >= 2 and origin_count_high = 1) as echo_count
    from claims.claims
    group by story_id
),
origin_counts as (
    select story_id, count(*) as origin_count from claims.origins group by story_id
),
arrivals as (
    select
        sa.story_id,
        min(case when a.is_time_conflicted then a.first_seen_at else coalesce(a.published_at, a.first_seen_at) end) as first_printed_at,
        max(a.partition_key) as last_date,
        count(*) filter (where a.partition_key = $latest) as new_article_count
    from overlap.story_articles as sa
    join core.articles as a using (article_id)
    group by sa.story_id
),
counted as (
    select
        s.story_id,
        s.title,
        s.article_count,
        s.outlet_count,
        coalesce(o.origin_count, 0) as origin_count,
        coalesce(c.claim_count, 0) as claim_count,
        coalesce(c.echo_count, 0) as echo_count,
        s.article_count / nullif(o.origin_count, 0) as articles_per_origin,
        n.new_article_count,
        n.first_printed_at,
        n.last_date
    from overlap.stories as s
    join arrivals as n using (story_id)
    left join claim_counts as c using (story_id)
    left join origin_counts as o using (story_id)
)
select *
from counted
where $sort = 'size'
   or ($sort = 'echo' and article_count >= 3)
   or ($sort = 'new' and new_article_count > 0)
order by
    case $sort when 'echo' then articles_per_origin when 'new' then new_article_count else article_count end desc nulls last,
    article_count desc,
    story_id
limit $limit offset $offset
