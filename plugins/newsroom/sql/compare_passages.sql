-- Grain: one row per passage shared by two articles, in the order of the first.
select
    case when left_article_id = $a then left_start else right_start end as a_start,
    case when left_article_id = $a then left_end else right_end end as a_end,
    case when left_article_id = $a then right_start else left_start end as b_start,
    case when left_article_id = $a then right_end else left_end end as b_end,
    kind,
    word_count,
    matched_word_count
from overlap.passages
where (left_article_id = $a and right_article_id = $b) or (left_article_id = $b and right_article_id = $a)
order by a_start, b_start
limit $limit offset $offset
