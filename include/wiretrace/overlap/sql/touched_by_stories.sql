-- Grain: one row per article that changed, or one of whose relations may have.
with replaced as (
    select d.derived_article_id, d.source_article_id
    from overlap.derivations d
    join staged_replaced_derivations r on r.derivation_id = d.derivation_id
    union all
    select derived_article_id, source_article_id from staged_derivations
),
alike as (
    select r.left_article_id, r.right_article_id
    from overlap.resemblances r
    join staged_event_dates d on d.partition_key = r.partition_key
    union all
    select left_article_id, right_article_id from staged_resemblances
),
touched as (
    select article_id from staged_touched
    union
    select article_id from staged_changes
    union
    select derived_article_id from replaced
    union
    select source_article_id from replaced
    union
    select left_article_id from alike
    union
    select right_article_id from alike
)
select n.article_no
from touched t
join numbered n on n.article_id = t.article_id
order by n.article_no
