-- Grain: one row per rewrite of a once held article in the warehouse; is_replaced where this run looks for it anew.
select d.derived_article_id, d.source_article_id, e.partition_key is not null as is_replaced
from overlap.derivations d
left join staged_event_dates e on e.partition_key = d.partition_key
where d.evidence = 'event' and d.relation = 'rewrite' and d.source_article_id is not null
    and d.method_version = $method_version
order by d.derived_article_id, d.source_article_id
