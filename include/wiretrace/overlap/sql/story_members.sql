-- Grain: one row per article whose story may have changed, in order of its date and id.
select n.article_no, n.partition_key, a.source_id
from core.articles a
join numbered n on n.article_id = a.article_id
join reached_articles r on r.article_no = n.article_no
order by n.partition_key, n.article_id
