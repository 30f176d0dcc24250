-- Grain: one row per outlet: how much of what it printed is its own.
with best as (
    select
        derived_article_id as article_id,
        max(coalesce(derived_containment, 1.0)) as copied_share,
        bool_or(is_credited) as is_credited,
        bool_or(relation = 'wire_copy') as is_agency
    from overlap.derivations
    where relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt')
    group by derived_article_id
),
words as (
    select
        a.outlet_id,
        a.article_id,
        a.word_count,
        coalesce(b.copied_share, 0.0) * a.word_count as copied_word_count,
        coalesce(b.is_credited, false) as is_credited,
        coalesce(b.is_agency, false) as is_agency
    from core.articles as a
    left join best as b using (article_id)
),
first_articles as (
    select
        outlet_id,
        count(*) as first_count
    from (
        select a.outlet_id
        from overlap.story_articles as sa
        join core.articles as a using (article_id)
        qualify row_number() over (partition by sa.story_id order by coalesce(a.published_at, a.first_seen_at), a.article_id) = 1
    )
    group by outlet_id
)
select
    w.outlet_id,
    coalesce(o.name, w.outlet_id) as outlet_name,
    coalesce(o.kind, 'unknown') as kind,
    count(*) as article_count,
    sum(w.word_count) as word_count,
    1 - sum(w.copied_word_count) / sum(w.word_count) as own_share,
    sum(w.copied_word_count) filter (where w.is_agency) / sum(w.word_count) as agency_share,
    sum(w.copied_word_count) filter (where not w.is_agency and w.is_credited) / sum(w.word_count) as credited_copy_share,
    sum(w.copied_word_count) filter (where not w.is_agency and not w.is_credited) / sum(w.word_count) as uncredited_copy_share,
    coalesce(any_value(f.first_count), 0) as first_story_count
from words as w
left join core.outlets as o using (outlet_id)
left join first_articles as f using (outlet_id)
group by all
