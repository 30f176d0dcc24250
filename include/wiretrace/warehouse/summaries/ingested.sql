-- Grain: one row: what became of the addresses that the run of a date saw, in one line.
with outcomes as (
    select
        outcome || case when outcome in ('discarded', 'quarantined', 'failed') then coalesce(' (' || cause || ')', '') else '' end as outcome,
        count(*) as url_count
    from ops.fetches
    where partition_key = $partition_key and (source_id like 'revisit:%') = $is_revisit
    group by all
)
select coalesce(
    sum(url_count) || ' addresses: ' || string_agg(url_count || ' ' || outcome, ', ' order by outcome <> 'loaded', url_count desc, outcome),
    'no address was seen'
)
from outcomes
