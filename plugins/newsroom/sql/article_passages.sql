-- Grain: one row per passage that an article shares with another.
with both_sides as (
    select
        left_start as char_start, left_end as char_end, right_article_id as other_article_id,
        right_start as other_start, right_end as other_end, word_count, matched_word_count, kind
    from overlap.passages
    where left_article_id = $article_id
    union all
    select
        right_start, right_end, left_article_id,
        left_start, left_end, word_count, matched_word_count, kind
    from overlap.passages
    where right_article_id = $article_id
)
select
    p.char_start,
    p.char_end,
    p.kind,
    p.word_count,
    p.matched_word_count,
    p.other_article_id,
    a.title as other_title,
    coalesce(o.name, a.outlet_id) as other_outlet_name
from both_sides as p
join core.articles as a on a.article_id = p.other_article_id
left join core.outlets as o on o.outlet_id = a.outlet_id
order by p.char_start, p.word_count desc, p.other_article_id
limit $limit offset $offset
