-- Grain: one row per day of printing of a story: its articles, how many are copies, and its new claims.
with members as (
    select
        a.article_id,
        a.outlet_id,
        case when a.is_time_conflicted then a.first_seen_at else coalesce(a.published_at, a.first_seen_at) end::date as day
    from overlap.story_articles as sa
    join core.articles as a using (article_id)
    where sa.story_id = $story_id
),
copies as (
    select distinct derived_article_id as article_id
    from overlap.derivations
    where relation in ('mirror', 'wire_copy', 'rewrite') and derived_article_id in (select article_id from members)
),
firsts as (
    select m.day, count(*) as new_claim_count
    from claims.claims as c
    join members as m on m.article_id = c.first_article_id
    where c.story_id = $story_id
    group by m.day
)
select
    m.day,
    count(*) as article_count,
    count(distinct m.outlet_id) as outlet_count,
    count(*) - count(copies.article_id) as own_article_count,
    count(copies.article_id) as copy_count,
    coalesce(any_value(f.new_claim_count), 0) as new_claim_count
from members as m
left join copies using (article_id)
left join firsts as f on f.day = m.day
group by m.day
order by m.day
limit $limit offset $offset
