-- Grain: one row per passage with a shared fingerprint: how many of those recur in many articles by the pair's date.
with every_holder as (
    select fingerprint, article_no, document_frequency from holders where kind_no = 0
    union all
    select distinct fingerprint, article_no, $furniture_limit as document_frequency from partner_grams
),
shared as (
    select g.passage_no,
        case when l.document_frequency > r.document_frequency
            then l.document_frequency else r.document_frequency end as document_frequency
    from passage_grams g
    join every_holder l on l.fingerprint = g.fingerprint and l.article_no = g.left_no
    join every_holder r on r.fingerprint = g.fingerprint and r.article_no = g.right_no
)
select passage_no, count(*) as gram_count,
    cast(sum(case when document_frequency >= $furniture_limit then 1 else 0 end) as bigint) as recurring_count
from shared
group by passage_no
