-- Grain: one row per pair of articles that share a fingerprint rare enough, at least one of them touched; or, with
-- `is_crowded` 1, that share many common ones, of which one is among the first holders: of a text that hundreds print,
-- every copy is compared with the first few instead of with all others. A fingerprint that is furniture in the later of
-- both, and little of either text, makes no pair; nor does one of a quotation, alone, that recurs in many articles.
with usable as (
    -- Holders up to the later of two dates are those up to the later article's date, so a limit on each side suffices.
    -- Furniture is little of a text that is `edge_length` words long where it stands at an edge, `inner_length` elsewhere.
    select h.kind_no, h.fingerprint, h.article_no, h.document_frequency, n.word_count,
        cast(h.partition_no as bigint) * 1000000000 + h.article_no as order_no,
        coalesce(f.word_count / $edge_share, 1000000000.0) as edge_length,
        coalesce(case when f.word_count < $phrase_words then f.word_count / $short_share end, 1000000000.0) as inner_length,
        case when t.article_no is null then 0 else 1 end as is_touched,
        case when least(h.token_position, n.word_count - h.token_position - $gram_words)
            <= least($edge_words, $edge_share * n.word_count) then 1 else 0 end as is_edge
    from holders h
    join numbered n on n.article_no = h.article_no
    left join furniture_grams f on f.fingerprint = h.fingerprint and f.article_no = h.article_no and h.kind_no = 0
    left join touched t on t.article_no = h.article_no
    where h.document_frequency <= $common_limit
),
shared as (
    select x.article_no as one_no, y.article_no as other_no, x.kind_no,
        greatest(x.document_frequency, y.document_frequency) as document_frequency
    from usable x
    join usable y on y.kind_no = x.kind_no and y.fingerprint = x.fingerprint
    where x.is_touched = 1 and x.article_no <> y.article_no and (y.is_touched = 0 or x.article_no < y.article_no)
        and least(x.word_count, y.word_count) < case
            when x.is_edge = 1 and y.is_edge = 1
                then case when x.order_no > y.order_no then x.edge_length else y.edge_length end
            else case when x.order_no > y.order_no then x.inner_length else y.inner_length end end
),
rare_pairs as (
    select
        case when one_no < other_no then one_no else other_no end as left_no,
        case when one_no < other_no then other_no else one_no end as right_no
    from shared
    group by one_no, other_no
    having count(*) > 1 or min(kind_no) = 0 or min(document_frequency) < $furniture_limit
),
common as (
    select distinct fingerprint from holders where kind_no = 0 and document_frequency > $common_limit
),
placed as (
    select h.fingerprint, h.article_no, h.document_frequency,
        row_number() over (partition by h.fingerprint order by h.arrival_no) as place
    from holders h
    join common c on c.fingerprint = h.fingerprint
    where h.kind_no = 0
),
crowded_pairs as (
    select
        case when x.article_no < f.article_no then x.article_no else f.article_no end as left_no,
        case when x.article_no < f.article_no then f.article_no else x.article_no end as right_no
    from placed x
    join placed f on f.fingerprint = x.fingerprint and f.place < x.place
    left join touched t on t.article_no = x.article_no
    left join touched s on s.article_no = f.article_no
    where f.place <= $first_holders and x.document_frequency > $common_limit
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
