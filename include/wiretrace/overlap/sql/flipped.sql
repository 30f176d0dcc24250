-- Grain: one row per untouched article holding a fingerprint that crossed a document frequency limit in this run, or
-- that became, or ceased to be, one of the first holders of a common one.
with first_changed as (
    -- What arrives changes nothing about earlier dates.
    select min(d.partition_no) as partition_no
    from (
        select n.partition_no from touched t join numbered n on n.article_no = t.article_no
        union all
        select partition_no from former_grams
    ) d
),
of_untouched as (
    select distinct g.fingerprint
    from current_grams g
    join first_changed c on g.partition_no >= c.partition_no
    left join touched x on x.article_no = g.article_no
    left join common_grams k on k.fingerprint = g.fingerprint
    where x.article_no is null and k.fingerprint is null
),
now as (
    select distinct g.kind_no, g.fingerprint, g.article_no, g.partition_no, g.seen_at
    from current_grams g
    join of_untouched u on u.fingerprint = g.fingerprint
),
events as (
    select kind_no, fingerprint, article_no, partition_no, 1 as now_count, 0 as before_count, 0 as is_former from now
    union all
    select f.kind_no, f.fingerprint, -1, f.partition_no, 0, 1, 1
    from former_grams f
    join of_untouched u on u.fingerprint = f.fingerprint
    union all
    select n.kind_no, n.fingerprint, -1, n.partition_no, 0, 1, 1
    from now n left join touched x on x.article_no = n.article_no
    where x.article_no is null
),
standing as (
    select kind_no, fingerprint, article_no, is_former,
        sum(now_count) over (partition by kind_no, fingerprint order by partition_no
            range between unbounded preceding and current row) as now_df,
        sum(before_count) over (partition by kind_no, fingerprint order by partition_no
            range between unbounded preceding and current row) as before_df
    from events
),
placed as (
    select n.kind_no, n.fingerprint, n.article_no, n.partition_no, x.article_no as touched_no,
        count(*) over (partition by n.kind_no, n.fingerprint) as holder_count,
        row_number() over (partition by n.kind_no, n.fingerprint order by n.partition_no, n.seen_at, n.article_no) as place,
        count(case when x.article_no is null then 1 end) over (partition by n.kind_no, n.fingerprint
            order by n.partition_no, n.seen_at, n.article_no
            rows between unbounded preceding and current row) as former_place
    from now n left join touched x on x.article_no = n.article_no
),
left_behind as (
    select kind_no, fingerprint, min(partition_no) as partition_no from former_grams group by kind_no, fingerprint
)
select distinct p.article_no
from placed p
left join left_behind f
    on f.kind_no = p.kind_no and f.fingerprint = p.fingerprint and f.partition_no <= p.partition_no
where p.kind_no = 0 and p.touched_no is null and p.holder_count > $common_limit
    and ((p.former_place <= $first_holders and p.place > $first_holders)
        or (p.place <= $first_holders and f.fingerprint is not null))
union
select distinct s.article_no
from standing s
left join touched x on x.article_no = s.article_no
where s.is_former = 0 and x.article_no is null
    and ((s.now_df <= $common_limit and s.before_df > $common_limit)
        or (s.now_df > $common_limit and s.before_df <= $common_limit)
        or (s.now_df >= $furniture_limit and s.before_df < $furniture_limit)
        or (s.now_df < $furniture_limit and s.before_df >= $furniture_limit))
