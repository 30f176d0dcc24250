-- Grain: one row per touched article with fingerprints too common to compare by.
select h.article_no, count(*) as dropped_count
from holders h
join touched t on t.article_no = h.article_no
where h.document_frequency > $common_limit
group by h.article_no
