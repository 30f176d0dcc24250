-- Grain: one row per measured and unchanged article of a date by which other outlets are known than when it was measured.
select a.article_id, a.partition_key, a.outlet_id, a.title, a.authors, a.agency_credit, a.text
from core.articles a
join overlap.measured_articles m on m.article_id = a.article_id and m.method_version = $method_version
join renamed_dates d on d.partition_key = a.partition_key
left join staged_changes c on c.article_id = a.article_id
where c.article_id is null
order by a.article_id
