-- Grain: one row: the outlet, and how much of its words is its own.
with best as (
    select
        derived_article_id as article_id,
        max(coalesce(derived_containment, 1.0)) as copied_share,
        bool_or(is_credited) as is_credited,
        bool_or(relation = 'wire_copy') as is_agency
    from overlap.derivations
    where relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt')
      and derived_article_id in (select article_id from core.articles where outlet_id = $outlet_id)
    group by derived_article_id
),
words as (
    select
        a.word_count,
        a.word_count * coalesce(b.copied_share, 0) as copied,
        coalesce(b.is_agency, false) as is_agency,
        coalesce(b.is_credited, false) as is_credited,
        case when a.is_time_conflicted then a.first_seen_at else coalesce(a.published_at, a.first_seen_at) end as printed_at
    from core.articles as a
    left join best as b using (article_id)
    where a.outlet_id = $outlet_id
)
select
    $outlet_id as outlet_id,
    coalesce(any_value(o.name), $outlet_id) as outlet_name,
    coalesce(any_value(o.kind), 'unknown') as kind,
    any_value(o.country) as country,
    any_value(o.language) as language,
    count(*) as article_count,
    sum(w.word_count)::bigint as word_count,
    1 - sum(copied) / greatest(sum(w.word_count), 1) as own_share,
    coalesce(sum(copied) filter (where is_agency) / sum(w.word_count), 0) as agency_share,
    coalesce(sum(copied) filter (where not is_agency and is_credited) / sum(w.word_count), 0) as credited_share,
    coalesce(sum(copied) filter (where not is_agency and not is_credited) / sum(w.word_count), 0) as uncredited_share,
    min(printed_at) as first_printed_at,
    max(printed_at) as last_printed_at
from words as w
left join core.outlets as o on o.outlet_id = $outlet_id
having count(*) > 0
