-- Grain: one row per changed article that exists.
select a.article_id, a.partition_key, a.outlet_id, a.authors, a.agency_credit, a.text
from core.articles a
join staged_changes c on c.article_id = a.article_id and c.partition_key = a.partition_key
where not c.is_removed
order by a.article_id
