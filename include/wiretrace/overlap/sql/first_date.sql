-- Grain: one row: the first date of the wanted articles; empty where there are none.
select coalesce(min(n.partition_key), '') as partition_key
from numbered n
join wanted_articles w on w.article_no = n.article_no
