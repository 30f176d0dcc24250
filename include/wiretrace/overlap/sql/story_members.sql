-- Grain: one row per article whose story may have changed, in order of its number.
select n.article_no, a.article_id, a.partition_key, a.title, a.outlet_id, a.source_id, a.first_seen_at, a.text_hash
from core.articles a
join numbered n on n.article_id = a.article_id
join reached_articles r on r.article_no = n.article_no
order by n.article_no
