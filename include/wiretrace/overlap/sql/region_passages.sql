-- Grain: one row per passage of a pair to be traced.
with pairs as (
    select p.pair_no, l.article_id as left_article_id, r.article_id as right_article_id
    from traced_pairs p
    join numbered l on l.article_no = p.left_no
    join numbered r on r.article_no = p.right_no
),
held as (
    select p.left_article_id, p.right_article_id, p.left_start, p.left_end, p.right_start, p.right_end, p.kind
    from overlap.passages p
    left join staged_touched l on l.article_id = p.left_article_id
    left join staged_touched r on r.article_id = p.right_article_id
    where l.article_id is null and r.article_id is null and p.method_version = $method_version
    union all
    select left_article_id, right_article_id, left_start, left_end, right_start, right_end, kind from staged_passages
)
select p.pair_no, h.left_start, h.left_end, h.right_start, h.right_end
from held h
join pairs p on p.left_article_id = h.left_article_id and p.right_article_id = h.right_article_id
where h.kind in ('narrative', 'quotation')
order by p.pair_no, h.left_start
