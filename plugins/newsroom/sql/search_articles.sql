-- Grain: one row per article found, best first.
with found as (
    select unnest($keys::varchar[]) as article_id, generate_subscripts($keys::varchar[], 1) as rank
)
select
    a.article_id,
    a.title,
    a.outlet_id,
    coalesce(o.name, a.outlet_id) as outlet_name,
    case when a.is_time_conflicted then a.first_seen_at else coalesce(a.published_at, a.first_seen_at) end as printed_at,
    coalesce(a.is_time_conflicted, false) or a.published_at is null as is_first_sight,
    a.word_count,
    sa.story_id,
    s.title as story_title,
    a.text
from found as f
join core.articles as a on a.article_id = f.article_id
left join core.outlets as o on o.outlet_id = a.outlet_id
left join overlap.story_articles as sa on sa.article_id = f.article_id
left join overlap.stories as s on s.story_id = sa.story_id
order by f.rank
limit $limit offset $offset
