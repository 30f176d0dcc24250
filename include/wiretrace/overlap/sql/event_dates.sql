-- Grain: one row per date whose pairs on one event may differ after the change.
with changed_dates as (
    select partition_key from staged_changes
    union
    select m.partition_key
    from overlap.measured_articles m join staged_changes c on c.article_id = m.article_id
),
dates as (
    select distinct partition_key from numbered
),
reached as (
    select n.partition_key
    from dates n
    join changed_dates d on n.partition_key >= d.partition_key
        and cast(n.partition_key as date) <= cast(d.partition_key as date) + $window_days
)
select partition_key from reached
union
select n.partition_key from numbered n join staged_touched t on t.article_id = n.article_id
order by partition_key
