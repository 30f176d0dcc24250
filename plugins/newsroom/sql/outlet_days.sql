-- Grain: one row per date on which an outlet's articles were first fetched: what share of the words was its own.
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
        a.partition_key as date,
        a.word_count,
        a.word_count * coalesce(b.copied_share, 0) as copied,
        coalesce(b.is_agency, false) as is_agency,
        coalesce(b.is_credited, false) as is_credited
    from core.articles as a
    left join best as b using (article_id)
    where a.outlet_id = $outlet_id
)
select
    date,
    count(*) as article_count,
    1 - sum(copied) / greatest(sum(word_count), 1) as own_share,
    coalesce(sum(copied) filter (where is_agency) / sum(word_count), 0) as agency_share,
    coalesce(sum(copied) filter (where not is_agency and is_credited) / sum(word_count), 0) as credited_share,
    coalesce(sum(copied) filter (where not is_agency and not is_credited) / sum(word_count), 0) as uncredited_share
from words
group by date
order by date desc
limit $limit offset $offset
