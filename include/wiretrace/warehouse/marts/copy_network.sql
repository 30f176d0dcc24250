-- Grain: one row per outlet that took text, source it took it from, and relation.
with recursive
-- an agency that is an outlet of ours is one source, whether its text is held or only credited
known as (
    select origin_id, min(outlet_id) as outlet_id
    from overlap.credits
    where outlet_id is not null
    group by origin_id
),
reuse as materialized (
    from marts.article_reuse
),
direct as (
    select
        d.derived_article_id as article_id,
        d.source_article_id,
        source.outlet_id as source_outlet_id,
        d.source_origin_id,
        d.source_name,
        d.relation,
        d.is_credited,
        -- by printed times: first sight within a day is the order of fetching; a copy stamped before its source is stamped wrongly
        case
            when derived.is_printed and source.is_printed and derived.printed_at >= source.printed_at
                then epoch(derived.printed_at - source.printed_at)
        end as printed_lag_seconds
    from overlap.derivations as d
    join reuse as derived on derived.article_id = d.derived_article_id
    left join reuse as source on source.article_id = d.source_article_id
    where d.relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt')
),
-- each article to the source of most of its text, and where that is a copy itself, on to its source
chain as (
    select article_id, source_article_id, source_outlet_id, source_origin_id, source_name, relation
    from reuse
    where relation is not null
    union
    select c.article_id, r.source_article_id, r.source_outlet_id, r.source_origin_id, r.source_name, r.relation
    from chain as c
    join reuse as r on r.article_id = c.source_article_id
    where r.is_copy
),
roots as (
    select c.*
    from chain as c
    left join reuse as r on r.article_id = c.source_article_id
    where not coalesce(r.is_copy, false)
),
edges as (
    select *, true as is_direct from direct
    union all by name
    select *, false as is_direct from roots
),
named as (
    select
        e.* exclude (source_outlet_id, source_origin_id),
        a.outlet_id,
        coalesce(e.source_outlet_id, k.outlet_id) as source_outlet_id,
        case when coalesce(e.source_outlet_id, k.outlet_id) is null then e.source_origin_id end as source_origin_id
    from edges as e
    join core.articles as a using (article_id)
    left join known as k on k.origin_id = e.source_origin_id
)
select
    coalesce(taker.name, n.outlet_id) as outlet_name,
    coalesce(any_value(giver.name), any_value(n.source_name)) as source_name,
    n.relation,
    count(distinct n.article_id) filter (where n.is_direct) as article_count,
    count(distinct n.article_id) filter (where not n.is_direct) as root_article_count,
    count(distinct n.article_id) filter (where n.is_direct and n.source_article_id is not null) as held_article_count,
    count(distinct n.article_id) filter (where n.is_credited) / nullif(article_count, 0) as credited_share,
    median(n.printed_lag_seconds) as median_lag_seconds,
    n.outlet_id,
    n.source_outlet_id,
    n.source_origin_id
from named as n
left join core.outlets as taker on taker.outlet_id = n.outlet_id
left join core.outlets as giver on giver.outlet_id = n.source_outlet_id
group by n.outlet_id, taker.name, n.source_outlet_id, n.source_origin_id, n.relation
