-- Grain: one row per article of the dates whose pairs on one event may differ, or of the days before these.
select distinct n.article_no
from numbered n
join staged_event_dates d on n.partition_key <= d.partition_key
    and cast(n.partition_key as date) >= cast(d.partition_key as date) - $window_days
order by n.article_no
