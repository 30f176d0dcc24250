-- Grain: one row per kind, fingerprint and article holding it, where it stands first; with the number of holders up to
-- the article's date. Of a common fingerprint most holders were not read: its number only tells that it is common.
with holding as (
    select kind_no, fingerprint, article_no, partition_no, seen_at, min(token_position) as token_position
    from current_grams
    group by kind_no, fingerprint, article_no, partition_no, seen_at
),
by_date as (
    select kind_no, fingerprint, partition_no, count(*) as holder_count
    from holding
    group by kind_no, fingerprint, partition_no
),
common as (
    select distinct kind_no, fingerprint from common_grams
),
running as (
    select d.kind_no, d.fingerprint, d.partition_no,
        cast(sum(d.holder_count) over (partition by d.kind_no, d.fingerprint order by d.partition_no
                rows between unbounded preceding and current row)
            + case when c.fingerprint is null then 0 else $common_limit end as integer) as document_frequency
    from by_date d
    left join common c on c.kind_no = d.kind_no and c.fingerprint = d.fingerprint
)
select h.kind_no, h.fingerprint, h.article_no, h.partition_no, h.seen_at, h.token_position, r.document_frequency
from holding h
join running r on r.kind_no = h.kind_no and r.fingerprint = h.fingerprint and r.partition_no = h.partition_no
