-- Grain: one row per derivation in the warehouse that this run replaces.
select distinct d.derivation_id
from overlap.derivations d
left join staged_traced x on x.article_id = d.derived_article_id
left join staged_traced y on y.article_id = d.source_article_id
left join staged_event_dates e on e.partition_key = d.partition_key
left join staged_changes c on c.article_id = d.derived_article_id
left join staged_changes s on s.article_id = d.source_article_id
where (d.evidence <> 'event' and (x.article_id is not null or y.article_id is not null))
    or (d.evidence = 'event' and e.partition_key is not null)
    or c.article_id is not null
    or s.article_id is not null
    or d.method_version <> $method_version and (x.article_id is not null or y.article_id is not null)
