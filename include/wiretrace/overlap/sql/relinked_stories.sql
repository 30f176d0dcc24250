-- Grain: one row per story of the warehouse with an article that has other derivations than it had.
with held_links as (
    select d.derivation_id, d.relation, d.derived_article_id, d.source_article_id, d.confidence, d.derived_containment, d.source_origin_id
    from overlap.derivations d
    join staged_replaced_derivations r on r.derivation_id = d.derivation_id
    where d.method_version = $method_version
),
found_links as (
    select derivation_id, relation, derived_article_id, source_article_id, confidence, derived_containment, source_origin_id
    from staged_derivations
),
touched as (
    select derived_article_id as article_id from (from held_links except from found_links)
    union
    select derived_article_id from (from found_links except from held_links)
)
select distinct s.story_id
from touched t
join numbered n on n.article_id = t.article_id
join overlap.story_articles s on s.article_id = n.article_id and s.partition_key = n.partition_key
where s.method_version = $method_version
