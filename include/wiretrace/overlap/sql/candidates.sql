-- Grain: one row per pair of articles that share a fingerprint rare enough, at least one of them touched; or, with
-- `is_crowded` 1, that share many common ones, of which one is among the first holders: of a text that hundreds print,
-- every copy is compared with the first few instead of with all others. A fingerprint that is furniture in the later of
-- both, and little of either text, makes no pair; nor does one of a quotation, alone, that recurs in many articles.
with usable as (
    -- Holders up to the later of two dates are those up to the later article's date, so a limit on each side suffices.
    select h.kind_no, h.fingerprint, h.article_no, h.document_frequency, n.word_count as text_words,
        cast(h.partition_no as bigint) * 1000000000 + h.article_no as order_no,
        coalesce(f.run_no, 0) as run_no, f.word_count as run_words,
        case when t.article_no is null then 0 else 1 end as is_touched,
        case when least(h.token_position, n.word_count - h.token_position - $gram_words)
            <= least($line_words, $edge_share * n.word_count) then 1 else 0 end as is_edge
    from holders h
    join numbered n on n.article_no = h.article_no
    left join furniture_grams f on f.fingerprint = h.fingerprint and f.article_no = h.article_no and h.kind_no = 0
    left join touched t on t.article_no = h.article_no
    where h.document_frequency <= $common_limit
),
weighed as (
    -- Of two that are not loose, the condition in `met` holds never: house lines, which hundreds share, need not meet at all.
    select *,
        case when is_edge = 0 or run_words is null
            or max(run_words) over (partition by kind_no, fingerprint) > $edge_share * text_words then 1 else 0 end as is_loose
    from usable
),
admitted as (
    select *, 1 as meets_loose from weighed
    union all
    select *, 0 as meets_loose from weighed where is_loose = 1
),
met as (
    select x.article_no as one_no, y.article_no as other_no, x.kind_no,
        greatest(x.document_frequency, y.document_frequency) as document_frequency,
        least(x.text_words, y.text_words) as text_words,
        case when x.order_no > y.order_no then x.run_no else y.run_no end as run_no,
        case when x.order_no > y.order_no then x.run_words else y.run_words end as run_words
    from weighed x
    join admitted y on y.kind_no = x.kind_no and y.fingerprint = x.fingerprint and y.meets_loose = x.is_loose
    where x.is_touched = 1 and x.article_no <> y.article_no and (y.is_touched = 0 or x.article_no < y.article_no)
        and (x.is_edge = 0 or y.is_edge = 0
            or case when x.order_no > y.order_no then coalesce(x.run_words, 1000000) else coalesce(y.run_words, 1000000) end
                > $edge_share * least(x.text_words, y.text_words))
),
met_by_run as (
    -- What is no furniture counts as run 0.
    select one_no, other_no, case when run_words < $phrase_words then run_no else 0 end as run_no,
        max(run_words) as run_words, min(text_words) as text_words, count(*) as gram_count, min(kind_no) as kind_no,
        min(document_frequency) as document_frequency
    from met
    group by one_no, other_no, case when run_words < $phrase_words then run_no else 0 end
),
rare_pairs as (
    select least(one_no, other_no) as left_no, greatest(one_no, other_no) as right_no
    from met_by_run
    group by one_no, other_no
    having sum(case when run_no > 0 then run_words else 0 end) > $short_share * min(text_words)
        or (min(run_no) = 0
            and (sum(gram_count) > 1 or min(kind_no) = 0 or min(document_frequency) < $furniture_limit))
),
common as (
    select distinct fingerprint from holders where kind_no = 0 and document_frequency > $common_limit
),
placed as (
    select h.fingerprint, h.article_no, h.document_frequency,
        row_number() over (partition by h.fingerprint order by h.partition_no, h.seen_at, h.article_no) as place
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
