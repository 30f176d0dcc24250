-- Grain: one row per wanted article, in order of its number.
select w.article_no, a.text
from core.articles a
join wanted_articles w on w.article_id = a.article_id
order by w.article_no
