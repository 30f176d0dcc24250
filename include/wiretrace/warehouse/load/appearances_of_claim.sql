-- Grain: one row per article that states a claim, in the order in which claims are read.
with stating as (
    select article_id, position from marts.claim_carriers where claim_id = $claim_id
),
outlet_names as (
    select flatten(list(list_append(coalesce(aliases, []), name))) as names from core.outlets
),
taken as (
    select
        d.derived_article_id as article_id,
        arg_max(
            coalesce(s.canonical_url, ''), (d.source_article_id in (select article_id from stating), d.confidence, d.derivation_id)
        ) as source_url
    from overlap.derivations as d
    join stating on stating.article_id = d.derived_article_id
    left join core.articles as s on s.article_id = d.source_article_id
    where d.relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt')
    group by d.derived_article_id
)
select
    a.article_id,
    a.canonical_url as url,
    a.title,
    a.authors,
    list_intersect(a.authors, n.names) as outlets_among_authors,
    a.language,
    case when not a.is_time_conflicted then a.published_at end as published_at,
    a.first_seen_at,
    coalesce(o.name, a.outlet_id) as outlet_name,
    t.source_url
from stating
join core.articles as a using (article_id)
cross join outlet_names as n
left join core.outlets as o using (outlet_id)
left join taken as t using (article_id)
order by stating.position
