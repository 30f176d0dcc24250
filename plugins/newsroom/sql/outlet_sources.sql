-- Grain: one row per source that an outlet took text from, and relation.
select
    d.source_name,
    source.outlet_id as source_outlet_id,
    d.source_origin_id,
    d.relation,
    count(distinct d.derived_article_id) as article_count,
    avg(d.is_credited::integer) as credited_share,
    median(d.lag_seconds) as lag_seconds
from overlap.derivations as d
join core.articles as derived on derived.article_id = d.derived_article_id
left join core.articles as source on source.article_id = d.source_article_id
where d.relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt') and derived.outlet_id = $outlet_id
group by all
order by article_count desc, d.source_name, d.relation
limit $limit offset $offset
