-- Grain: one row per outlet that took text from this one, and relation.
select
    coalesce(o.name, derived.outlet_id) as outlet_name,
    derived.outlet_id,
    d.relation,
    count(distinct d.derived_article_id) as article_count,
    avg(d.is_credited::integer) as credited_share,
    median(d.lag_seconds) as lag_seconds
from overlap.derivations as d
join core.articles as source on source.article_id = d.source_article_id
join core.articles as derived on derived.article_id = d.derived_article_id
left join core.outlets as o on o.outlet_id = derived.outlet_id
where d.relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt') and source.outlet_id = $outlet_id
group by all
order by article_count desc, outlet_name, d.relation
limit $limit offset $offset
