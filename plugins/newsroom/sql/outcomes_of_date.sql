-- Grain: one row per outcome of one date.
select outcome, count(*) as url_count
from ops.fetches
where partition_key = $date
group by outcome
order by list_position(['loaded', 'unchanged', 'duplicate', 'discarded', 'quarantined', 'removed', 'failed'], outcome)
