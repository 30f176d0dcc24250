-- Grain: one row per rewrite of a once held article in the warehouse, by the numbers of those that still exist;
-- is_replaced where this run looks for it anew.
select n.article_no as derived_no, s.article_no as source_no, a.outlet_id as source_outlet_id,
    e.partition_key is not null as is_replaced
from overlap.derivations d
left join numbered n on n.article_id = d.derived_article_id
left join numbered s on s.article_id = d.source_article_id
left join core.articles a on a.article_id = d.source_article_id
left join staged_event_dates e on e.partition_key = d.partition_key
where d.evidence = 'event' and d.relation = 'rewrite' and d.source_article_id is not null
    and d.method_version = $method_version
order by d.derived_article_id, d.source_article_id
