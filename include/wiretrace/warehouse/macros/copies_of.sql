-- Grain: one row per article that took text from what is named, the nearest copy first.
with named_articles as (
    from articles_named(named)
)
select
    d.source_name,
    source.title as source_title,
    coalesce(o.name, a.outlet_id) as outlet_name,
    a.title,
    d.relation,
    d.is_credited,
    d.derived_containment,
    d.lag_seconds,
    d.is_direction_known,
    d.confidence,
    list_transform(d.cues, lambda cue: cue.name || ': ' || cue.text) as cues,
    d.source_article_id,
    a.article_id,
    a.url
from overlap.derivations as d
join core.articles as a on a.article_id = d.derived_article_id
left join core.articles as source on source.article_id = d.source_article_id
left join core.outlets as o on o.outlet_id = a.outlet_id
where d.relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt')
    and (
        d.source_article_id in (select article_id from named_articles)
        or has_words(d.source_name, named)
    )
order by d.source_name, d.derived_containment desc nulls last, a.article_id
