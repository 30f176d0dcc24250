-- Grain: one row per short passage that is little more than an agency's credit line in both of its articles.
with every_credit as (
    select c.article_id, c.origin_id, c.rule, c.char_start, c.char_end
    from overlap.credits c
    left join staged_changes x on x.article_id = c.article_id
    where x.article_id is null and c.method_version = $method_version
    union all
    select article_id, origin_id, rule, char_start, char_end from staged_credits
),
line as (
    select e.article_id, e.origin_id, e.char_start, e.char_end
    from every_credit e
    join listed_agencies a on a.origin_id = e.origin_id
    where e.rule in ('byline', 'dateline', 'credit_line', 'contributed', 'parenthesis')
),
on_the_left as (
    -- One side first, as a step of its own: few agencies are in thousands of lines, which no join may pair by agency.
    select distinct p.passage_no, l.origin_id
    from short_lines p
    join line l on l.article_id = p.left_article_id and l.char_start >= p.left_start - 2 and l.char_end <= p.left_end + 2
        and 4 * (l.char_end - l.char_start) >= p.left_end - p.left_start
)
select distinct p.passage_no
from on_the_left o
join short_lines p on p.passage_no = o.passage_no
join line r on r.article_id = p.right_article_id and r.origin_id = o.origin_id
    and r.char_start >= p.right_start - 2 and r.char_end <= p.right_end + 2
    and 4 * (r.char_end - r.char_start) >= p.right_end - p.right_start
order by p.passage_no
