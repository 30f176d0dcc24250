-- Grain: one row per derivation between two articles that state the claim, or from an absent origin to one of them.
with carriers as (
    select distinct article_id from claims.mentions where claim_id = $claim_id
)
select
    d.derived_article_id,
    d.source_article_id,
    d.source_origin_id,
    d.source_name,
    d.relation,
    d.is_direction_known,
    d.is_credited,
    d.confidence,
    d.derived_containment,
    d.lag_seconds
from overlap.derivations as d
join carriers on carriers.article_id = d.derived_article_id
where d.relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt', 'citation')
  and (d.source_article_id is null or d.source_article_id in (select article_id from carriers))
order by d.confidence desc, d.derivation_id
