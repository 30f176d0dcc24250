-- Grain: one row per derivation in the warehouse that this run replaces.
with through as (
    -- Rows to an absent origin whose text is known by a copy name that copy in a cue.
    select d.derivation_id
    from (
        select derivation_id, unnest(cues).article_id as article_id
        from overlap.derivations
        where source_article_id is null and evidence = 'text'
    ) d
    join staged_traced x on x.article_id = d.article_id
)
select distinct d.derivation_id
from overlap.derivations d
left join staged_traced x on x.article_id = d.derived_article_id
left join staged_traced y on y.article_id = d.source_article_id
left join staged_credited k on k.article_id = d.derived_article_id
left join staged_event_dates e on e.partition_key = d.partition_key
left join staged_changes c on c.article_id = d.derived_article_id
left join staged_changes s on s.article_id = d.source_article_id
left join through t on t.derivation_id = d.derivation_id
where (d.evidence = 'text' and (x.article_id is not null or y.article_id is not null or t.derivation_id is not null))
    or (d.evidence = 'credit' and k.article_id is not null)
    or (d.evidence = 'event' and e.partition_key is not null)
    or c.article_id is not null
    or s.article_id is not null
    or d.method_version <> $method_version and (x.article_id is not null or y.article_id is not null)
