-- Grain: one row per pair of articles with passages, furniture and credit lines left out.
with held as (
    select p.left_article_id, p.right_article_id, p.left_start, p.left_end, p.right_start, p.right_end,
        p.word_count, p.matched_word_count, p.kind
    from overlap.passages p
    left join staged_touched l on l.article_id = p.left_article_id
    left join staged_touched r on r.article_id = p.right_article_id
    where l.article_id is null and r.article_id is null and p.method_version = $method_version
        and p.kind in ('narrative', 'quotation')
    union all
    select left_article_id, right_article_id, left_start, left_end, right_start, right_end,
        word_count, matched_word_count, kind
    from staged_passages
    where kind in ('narrative', 'quotation')
),
shares as (
    select left_article_id, right_article_id,
        cast(sum(left_end - left_start) as bigint) as left_chars, cast(sum(right_end - right_start) as bigint) as right_chars,
        cast(sum(word_count) as bigint) as word_count, cast(sum(matched_word_count) as bigint) as matched_word_count,
        cast(sum(case when kind = 'narrative' then word_count else 0 end) as bigint) as narrative_word_count
    from held
    group by left_article_id, right_article_id
)
select l.article_no as left_no, r.article_no as right_no, s.word_count, s.matched_word_count, s.narrative_word_count,
    s.left_chars, s.right_chars, l.char_count as left_length, r.char_count as right_length
from shares s
join numbered l on l.article_id = s.left_article_id
join numbered r on r.article_id = s.right_article_id
order by left_no, right_no
