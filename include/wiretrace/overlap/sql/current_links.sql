-- Grain: one row per derivation between held articles, as the warehouse will hold them.
with every_link as (
    select d.derivation_id, d.derived_article_id, d.source_article_id, d.relation, d.evidence, d.confidence,
        d.derived_containment, d.partition_key, d.source_origin_id
    from overlap.derivations d
    left join staged_replaced_derivations r on r.derivation_id = d.derivation_id
    where r.derivation_id is null and d.method_version = $method_version
    union all
    select derivation_id, derived_article_id, source_article_id, relation, evidence, confidence,
        derived_containment, partition_key, source_origin_id
    from staged_derivations
)
select e.derivation_id, e.relation, e.evidence, e.confidence, e.derived_containment, e.source_origin_id,
    e.derived_article_id, e.source_article_id, a.article_no as derived_no, b.article_no as source_no
from every_link e
join numbered a on a.article_id = e.derived_article_id
left join numbered b on b.article_id = e.source_article_id
order by e.derivation_id
