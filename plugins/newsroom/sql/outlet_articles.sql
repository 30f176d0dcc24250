-- Grain: one row per article of an outlet, latest first, with its strongest source.
with chosen as (
    select *
    from core.articles
    where outlet_id = $outlet_id
    order by case when is_time_conflicted then first_seen_at else coalesce(published_at, first_seen_at) end desc, article_id
    limit $limit offset $offset
),
taken as (
    select
        derived_article_id as article_id,
        max(coalesce(derived_containment, 1.0)) as taken_share,
        arg_max(relation, confidence) as relation,
        arg_max(source_name, confidence) as source_name,
        bool_or(is_credited) as is_credited
    from overlap.derivations
    where relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt') and derived_article_id in (select article_id from chosen)
    group by derived_article_id
)
select
    c.article_id,
    c.title,
    case when c.is_time_conflicted then c.first_seen_at else coalesce(c.published_at, c.first_seen_at) end as printed_at,
    coalesce(c.is_time_conflicted, false) or c.published_at is null as is_first_sight,
    sa.story_id,
    s.title as story_title,
    c.word_count,
    1 - coalesce(t.taken_share, 0) as own_share,
    t.relation,
    t.source_name,
    t.is_credited
from chosen as c
left join taken as t using (article_id)
left join overlap.story_articles as sa using (article_id)
left join overlap.stories as s on s.story_id = sa.story_id
order by printed_at desc, c.article_id
