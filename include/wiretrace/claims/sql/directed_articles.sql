-- Grain: one row per direction that people set, with whether both articles are held and how their derivation is measured.
select
    d.override_id,
    count(distinct a.article_id) as article_count,
    count(distinct r.derivation_id) as derivation_count,
    count(distinct r.derivation_id) filter (
        where r.derived_article_id = d.derived_article_id
        and len(list_filter(r.cues, lambda c: c.name in ('override', 'override_confirms'))) > 0
    ) as applied_count,
    min(s.story_id) as story_id
from directions as d
left join core.articles as a on a.article_id in (d.derived_article_id, d.source_article_id)
left join overlap.story_articles as s on s.article_id = d.derived_article_id
left join overlap.derivations as r
    on (r.derived_article_id = d.derived_article_id and r.source_article_id = d.source_article_id)
    or (r.derived_article_id = d.source_article_id and r.source_article_id = d.derived_article_id)
group by d.override_id
