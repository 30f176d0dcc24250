-- Grain: one row per article: how much of it is its own, and whose text the rest is.
with taken as (
    select
        derived_article_id as article_id,
        max(coalesce(derived_containment, 1.0)) as copied_share,
        bool_or(is_credited) as is_credited,
        bool_or(relation = 'wire_copy') as is_agency_text,
        arg_max(relation, coalesce(derived_containment, 1.0)) as relation,
        arg_max(source_name, coalesce(derived_containment, 1.0)) as source_name,
        bool_or(source_article_id is not null and is_direction_known) as is_later_copy
    from overlap.derivations
    where relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt')
    group by derived_article_id
)
select
    a.article_id,
    a.partition_key as seen_on,
    a.outlet_id,
    coalesce(o.name, a.outlet_id) as outlet_name,
    coalesce(o.kind, 'unknown') as outlet_kind,
    sa.story_id,
    s.title as story_title,
    a.title,
    a.language,
    a.published_at,
    a.first_seen_at,
    a.word_count,
    1 - coalesce(t.copied_share, 0.0) as own_share,
    t.relation,
    t.source_name,
    t.is_credited,
    coalesce(t.is_agency_text, false) as is_agency_text,
    coalesce(t.is_later_copy, false) as is_later_copy,
    a.url
from core.articles as a
left join core.outlets as o using (outlet_id)
left join overlap.story_articles as sa using (article_id)
left join overlap.stories as s using (story_id)
left join taken as t using (article_id)
