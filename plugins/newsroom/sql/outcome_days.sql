-- Grain: one row per date: what became of its addresses.
select
    partition_key as date,
    count(*) as url_count,
    count(*) filter (where outcome = 'loaded') as loaded_count,
    count(*) filter (where outcome = 'unchanged') as unchanged_count,
    count(*) filter (where outcome = 'duplicate') as duplicate_count,
    count(*) filter (where outcome = 'discarded') as discarded_count,
    count(*) filter (where outcome = 'quarantined') as quarantined_count,
    count(*) filter (where outcome = 'removed') as removed_count,
    count(*) filter (where outcome = 'failed') as failed_count
from ops.fetches
group by partition_key
order by date desc
limit $limit offset $offset
