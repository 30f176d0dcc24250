-- Grain: one row per article measured so far, in order of its number.
select n.article_no, a.article_id, a.partition_key, a.title, a.outlet_id, a.source_id, a.first_seen_at, a.text_hash
from core.articles a
join numbered n on n.article_id = a.article_id
order by n.article_no
