-- Grain: one row per unchanged article holding a fingerprint that crossed a document frequency limit in this run.
with wanted as (
    select kind_no, fingerprint from former_grams
    union
    select g.kind_no, g.fingerprint from current_grams g join changed x on x.article_no = g.article_no
),
now as (
    select distinct g.kind_no, g.fingerprint, g.article_no, g.partition_no
    from current_grams g
    join wanted w on w.kind_no = g.kind_no and w.fingerprint = g.fingerprint
),
events as (
    select kind_no, fingerprint, article_no, partition_no, 1 as now_count, 0 as before_count, 0 as is_former from now
    union all
    select kind_no, fingerprint, -1, partition_no, 0, 1, 1 from former_grams
    union all
    select n.kind_no, n.fingerprint, -1, n.partition_no, 0, 1, 1
    from now n left join changed x on x.article_no = n.article_no
    where x.article_no is null
),
standing as (
    select kind_no, fingerprint, article_no, is_former,
        sum(now_count) over (partition by kind_no, fingerprint order by partition_no
            range between unbounded preceding and current row) as now_df,
        sum(before_count) over (partition by kind_no, fingerprint order by partition_no
            range between unbounded preceding and current row) as before_df
    from events
)
select distinct s.article_no
from standing s
left join changed x on x.article_no = s.article_no
where s.is_former = 0 and x.article_no is null
    and ((s.now_df <= $common_limit and s.before_df > $common_limit)
        or (s.now_df > $common_limit and s.before_df <= $common_limit)
        or (s.now_df >= $furniture_limit and s.before_df < $furniture_limit)
        or (s.now_df < $furniture_limit and s.before_df >= $furniture_limit))
