-- Grain: one row per article of a story, with how much of it is its own, an agency's or copied, in order of printing.
with members as (
    select article_id, joined_by from overlap.story_articles where story_id = $story_id
),
taken as (
    select
        d.derived_article_id as article_id,
        max(coalesce(d.derived_containment, 1.0)) as taken_share,
        bool_or(d.relation = 'wire_copy') as is_agency,
        bool_or(d.is_credited) as is_credited,
        arg_max(d.relation, d.confidence) as relation,
        arg_max(d.source_name, d.confidence) as source_name,
        arg_max(d.source_article_id, d.confidence) as source_article_id
    from overlap.derivations as d
    where d.derived_article_id in (select article_id from members) and d.relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt')
    group by d.derived_article_id
)
select
    a.article_id,
    a.title,
    a.outlet_id,
    coalesce(o.name, a.outlet_id) as outlet_name,
    coalesce(o.kind, 'unknown') as outlet_kind,
    case when a.is_time_conflicted then a.first_seen_at else coalesce(a.published_at, a.first_seen_at) end as printed_at,
    a.first_seen_at,
    coalesce(a.is_time_conflicted, false) or a.published_at is null as is_first_sight,
    a.word_count,
    1 - coalesce(t.taken_share, 0) as own_share,
    case when t.is_agency then t.taken_share else 0 end as agency_share,
    case when not t.is_agency then t.taken_share else 0 end as copied_share,
    t.relation,
    t.source_name,
    t.source_article_id,
    coalesce(t.is_credited, false) as is_credited,
    members.joined_by
from members
join core.articles as a using (article_id)
left join core.outlets as o using (outlet_id)
left join taken as t using (article_id)
order by printed_at, a.article_id
limit $limit offset $offset
