-- Grain: one row per wanted article, in order of its number. The date spares reading the texts of earlier ones.
select n.article_no, a.text
from core.articles a
join numbered n on n.article_id = a.article_id
join wanted_articles w on w.article_no = n.article_no
where a.partition_key >= $first_date
order by n.article_no
