-- Grain: one row per kind and fingerprint that more articles hold than can be compared, and one of its first holders; with
-- the date by which so many held it. Those that were known to be common before the change stay as they are.
with common as (
    select h.kind_no, h.fingerprint, min(h.partition_no) as common_no
    from holders h
    left join common_grams c on c.kind_no = h.kind_no and c.fingerprint = h.fingerprint
    where h.document_frequency > $common_limit and c.fingerprint is null
    group by h.kind_no, h.fingerprint
),
placed as (
    select h.kind_no, h.fingerprint, h.article_no, c.common_no,
        row_number() over (partition by h.kind_no, h.fingerprint order by h.partition_no, h.seen_at, h.article_no) as place
    from holders h
    join common c on c.kind_no = h.kind_no and c.fingerprint = h.fingerprint
)
select kind_no, fingerprint, article_no, common_no
from placed
where place <= $first_holders
order by kind_no, fingerprint, article_no
