-- Which articles changed after we first saw them?
select outlet_id, title, revision_count, first_seen_at, fetched_at
from core.articles
where revision_count > 1
order by outlet_id, title;
