-- Grain: one row per untouched article of a date not before that of all touched ones. Which fingerprints of a pair are
-- furniture is seen in its later article, so all that the later one holds is needed.
with first_touched as (
    select min(n.partition_no) as partition_no from touched t join numbered n on n.article_no = t.article_no
)
select distinct g.article_no
from current_grams g
join first_touched f on g.partition_no >= f.partition_no
left join touched t on t.article_no = g.article_no
where t.article_no is null
order by g.article_no
