-- Grain: one row per derivation between held articles of some dates, as the warehouse will hold them.
with every_link as (
    select d.derivation_id, d.derived_article_id, d.source_article_id, d.relation, d.evidence, d.derived_containment, d.partition_key
    from overlap.derivations d
    join wanted_dates w on w.partition_key = d.partition_key
    left join staged_replaced_derivations r on r.derivation_id = d.derivation_id
    where r.derivation_id is null and d.method_version = $method_version and d.source_article_id is not null
    union all
    select d.derivation_id, d.derived_article_id, d.source_article_id, d.relation, d.evidence, d.derived_containment, d.partition_key
    from staged_derivations d
    join wanted_dates w on w.partition_key = d.partition_key
    where d.source_article_id is not null
)
select e.partition_key, e.relation, e.evidence, e.derived_containment, a.article_no as derived_no, b.article_no as source_no
from every_link e
join numbered a on a.article_id = e.derived_article_id
join numbered b on b.article_id = e.source_article_id
order by e.partition_key, e.derivation_id
