-- Grain: one row per kind, fingerprint of a touched article, and article holding it; with the number of holders up to its date.
with wanted as (
    select distinct g.kind_no, g.fingerprint from current_grams g join touched t on t.article_no = g.article_no
),
holding as (
    select distinct g.kind_no, g.fingerprint, g.article_no, g.partition_no
    from current_grams g
    join wanted w on w.kind_no = g.kind_no and w.fingerprint = g.fingerprint
)
select kind_no, fingerprint, article_no, partition_no,
    cast(sum(1) over (partition by kind_no, fingerprint order by partition_no
        range between unbounded preceding and current row) as integer) as document_frequency
from holding
