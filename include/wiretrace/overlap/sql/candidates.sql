-- Grain: one row per pair of articles that share a fingerprint rare enough, at least one of them touched; or, with
-- `is_crowded` 1, that share many common ones, of which one is among the first holders: of a text that hundreds print,
-- every copy is compared with the first few instead of with all others.
with usable as (
    -- Holders up to the later of two dates are those up to the later article's date, so a limit on each side suffices.
    select kind_no, fingerprint, article_no from holders where document_frequency <= $common_limit
),
touched_side as (
    select u.kind_no, u.fingerprint, u.article_no from usable u join touched t on t.article_no = u.article_no
),
rare_pairs as (
    select distinct
        case when x.article_no < y.article_no then x.article_no else y.article_no end as left_no,
        case when x.article_no < y.article_no then y.article_no else x.article_no end as right_no
    from touched_side x
    join usable y on y.kind_no = x.kind_no and y.fingerprint = x.fingerprint
    where x.article_no <> y.article_no
),
first_holders as (
    select fingerprint, article_no, place from holders where kind_no = 0 and place <= $first_holders
),
crowded_pairs as (
    select
        case when x.article_no < f.article_no then x.article_no else f.article_no end as left_no,
        case when x.article_no < f.article_no then f.article_no else x.article_no end as right_no
    from holders x
    join first_holders f on f.fingerprint = x.fingerprint and f.place < x.place
    left join touched t on t.article_no = x.article_no
    left join touched s on s.article_no = f.article_no
    where x.kind_no = 0 and x.document_frequency > $common_limit
        and (t.article_no is not null or s.article_no is not null)
    group by x.article_no, f.article_no
    having count(*) >= $crowd_grams
),
every_pair as (
    select left_no, right_no, 0 as is_crowded from rare_pairs
    union all
    select left_no, right_no, 1 as is_crowded from crowded_pairs
)
select left_no, right_no, min(is_crowded) as is_crowded
from every_pair
group by left_no, right_no
order by left_no, right_no
