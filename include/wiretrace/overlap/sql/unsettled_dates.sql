-- Grain: one row per date of which an article, a copy or a resemblance is not as the warehouse holds it.
with held_copies as (
    select d.derivation_id, d.derived_article_id, d.source_article_id, d.relation, d.evidence, d.derived_containment, d.partition_key
    from overlap.derivations d
    join staged_replaced_derivations r on r.derivation_id = d.derivation_id
    where d.method_version = $method_version and d.source_article_id is not null and list_contains($copy_relations, d.relation)
),
found_copies as (
    select derivation_id, derived_article_id, source_article_id, relation, evidence, derived_containment, partition_key
    from staged_derivations
    where source_article_id is not null and list_contains($copy_relations, relation)
),
held_pairs as (
    select r.partition_key, count(*) as pair_count, bit_xor(hash(r.left_article_id, r.right_article_id, r.cosine)) as digest
    from overlap.resemblances r
    join staged_event_dates d on d.partition_key = r.partition_key
    where r.method_version = $method_version
    group by r.partition_key
),
found_pairs as (
    select partition_key, count(*) as pair_count, bit_xor(hash(left_article_id, right_article_id, cosine)) as digest
    from staged_resemblances
    group by partition_key
)
select n.partition_key from numbered n join staged_changes c on c.article_id = n.article_id
union
select m.partition_key from overlap.measured_articles m join staged_changes c on c.article_id = m.article_id
union
select partition_key from (from held_copies except from found_copies)
union
select partition_key from (from found_copies except from held_copies)
union
select partition_key from (from held_pairs except from found_pairs)
union
select partition_key from (from found_pairs except from held_pairs)
