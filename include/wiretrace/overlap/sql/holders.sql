-- Grain: one row per kind, fingerprint and article holding it, where it stands first; with the number of holders up to
-- the article's date.
with holding as (
    select kind_no, fingerprint, article_no, partition_no, arrival_no, min(token_position) as token_position
    from current_grams
    group by kind_no, fingerprint, article_no, partition_no, arrival_no
),
by_date as (
    select kind_no, fingerprint, partition_no, count(*) as holder_count
    from holding
    group by kind_no, fingerprint, partition_no
),
running as (
    select kind_no, fingerprint, partition_no,
        cast(sum(holder_count) over (partition by kind_no, fingerprint order by partition_no
            rows between unbounded preceding and current row) as integer) as document_frequency
    from by_date
)
select h.kind_no, h.fingerprint, h.article_no, h.partition_no, h.arrival_no, h.token_position, r.document_frequency
from holding h
join running r on r.kind_no = h.kind_no and r.fingerprint = h.fingerprint and r.partition_no = h.partition_no
