-- Grain: one row per source that an article took text from or names, the strongest first.
select
    coalesce(o.name, a.outlet_id) as outlet_name,
    a.title,
    d.relation,
    d.source_name,
    source.title as source_title,
    d.is_credited,
    d.derived_containment,
    d.shared_word_count,
    d.lag_seconds,
    d.is_direction_known,
    d.confidence,
    list_transform(d.cues, lambda cue: cue.name || ': ' || cue.text) as cues,
    a.article_id,
    d.source_article_id
from articles_named(named)
join core.articles as a using (article_id)
join overlap.derivations as d on d.derived_article_id = a.article_id
left join core.articles as source on source.article_id = d.source_article_id
left join core.outlets as o on o.outlet_id = a.outlet_id
where d.relation <> 'same_event'
order by a.article_id, d.derived_containment desc nulls last, d.confidence desc, d.derivation_id
