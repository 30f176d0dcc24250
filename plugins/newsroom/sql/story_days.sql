-- Grain: one row per day of printing of a story: its articles, how many are copies, and its new claims.
with members as (
    select article_id, outlet_id, is_copy, printed_at::date as day
    from memory.main.article_reuse
    where story_id = $story_id
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
    count(*) filter (where not m.is_copy) as own_article_count,
    count(*) filter (where m.is_copy) as copy_count,
    coalesce(any_value(f.new_claim_count), 0) as new_claim_count
from members as m
left join firsts as f on f.day = m.day
group by m.day
order by m.day
limit $limit offset $offset
