-- Grain: one row per pair of articles that share a fingerprint rare enough, at least one of them touched.
with usable as (
    -- Holders up to the later of two dates are those up to the later article's date, so a limit on each side suffices.
    select kind_no, fingerprint, article_no from holders where document_frequency <= $common_limit
),
touched_side as (
    select u.kind_no, u.fingerprint, u.article_no from usable u join touched t on t.article_no = u.article_no
)
select distinct
    case when x.article_no < y.article_no then x.article_no else y.article_no end as left_no,
    case when x.article_no < y.article_no then y.article_no else x.article_no end as right_no
from touched_side x
join usable y on y.kind_no = x.kind_no and y.fingerprint = x.fingerprint
where x.article_no <> y.article_no
order by left_no, right_no
