-- Grain: one row per fingerprint that may be furniture in an article, with its run and the run's words: of those that recur in
-- many articles by the article's date, where all such runs of the article together are no more than furniture. Only of
-- dates on which an article can be the later one of a pair with a touched article.
with first_touched as (
    select min(n.partition_no) as partition_no from touched t join numbered n on n.article_no = t.article_no
),
recurring as (
    select h.fingerprint, h.article_no, h.token_position,
        case when h.token_position - lag(h.token_position) over (partition by h.article_no order by h.token_position)
            <= $gram_words then 0 else 1 end as is_first
    from holders h
    join first_touched f on h.partition_no >= f.partition_no
    where h.kind_no = 0 and h.document_frequency >= $furniture_limit
),
numbered_runs as (
    select fingerprint, article_no, token_position,
        sum(is_first) over (partition by article_no order by token_position
            rows between unbounded preceding and current row) as run_no
    from recurring
),
runs as (
    select article_no, run_no, max(token_position) - min(token_position) + $gram_words as word_count
    from numbered_runs
    group by article_no, run_no
),
articles as (
    select article_no from runs group by article_no having sum(word_count) < $furniture_words
)
select n.fingerprint, n.article_no, cast(n.run_no as integer) as run_no, cast(r.word_count as integer) as word_count
from numbered_runs n
join runs r on r.article_no = n.article_no and r.run_no = n.run_no
join articles a on a.article_no = n.article_no
