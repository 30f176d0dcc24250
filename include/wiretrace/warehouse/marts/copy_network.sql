-- Grain: one row per outlet that took text, source it took it from, and relation.
select
    coalesce(taker.name, derived.outlet_id) as outlet_name,
    d.source_name,
    d.relation,
    count(distinct d.derived_article_id) as article_count,
    avg(d.is_credited::integer) as credited_share,
    median(d.lag_seconds) as median_lag_seconds,
    derived.outlet_id,
    source.outlet_id as source_outlet_id,
    d.source_origin_id
from overlap.derivations as d
join core.articles as derived on derived.article_id = d.derived_article_id
left join core.articles as source on source.article_id = d.source_article_id
left join core.outlets as taker on taker.outlet_id = derived.outlet_id
where d.relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt')
group by all
