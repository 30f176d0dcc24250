-- Grain: one row per passage with a shared fingerprint: how many of those recur in many articles by the pair's date.
with inside as (
    select p.passage_no, p.left_no, p.right_no, g.fingerprint
    from short_passages p
    join current_grams g on g.article_no = p.left_no
    where g.kind_no = 0 and g.token_position >= p.left_start and g.token_position + 8 <= p.left_end
),
shared as (
    select i.passage_no,
        case when l.document_frequency > r.document_frequency
            then l.document_frequency else r.document_frequency end as document_frequency
    from inside i
    join holders l on l.kind_no = 0 and l.fingerprint = i.fingerprint and l.article_no = i.left_no
    join holders r on r.kind_no = 0 and r.fingerprint = i.fingerprint and r.article_no = i.right_no
)
select passage_no, count(*) as gram_count,
    cast(sum(case when document_frequency >= $furniture_limit then 1 else 0 end) as bigint) as recurring_count
from shared
group by passage_no
