-- Grain: one row per kind, fingerprint and article holding it; with the number of holders up to its date,
-- and its place among all holders as they arrived.
with holding as (
    select distinct kind_no, fingerprint, article_no, partition_no, arrival_no from current_grams
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
select h.kind_no, h.fingerprint, h.article_no, h.partition_no, r.document_frequency,
    cast(row_number() over (partition by h.kind_no, h.fingerprint order by h.arrival_no) as integer) as place
from holding h
join running r on r.kind_no = h.kind_no and r.fingerprint = h.fingerprint and r.partition_no = h.partition_no
