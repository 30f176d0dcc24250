-- Grain: one row per snapshot: the file it is kept in. Kept is the last state of each of the newest dates, and the state now.
with snapshots as (
    select
        snapshot_id,
        partition_key,
        published_at,
        snapshot_id = $snapshot_id as is_current
    from ops.published_snapshots
),
last_of_date as (
    select
        *,
        row_number() over (partition by partition_key order by is_current desc, published_at desc, snapshot_id) = 1 as is_last
    from snapshots
),
ranked as (
    select
        *,
        row_number() over (order by is_current desc, is_last desc, partition_key desc) as place
    from last_of_date
)
select
    snapshot_id,
    is_current,
    case
        when is_last and place <= $kept
            then 'wiretrace-' || partition_key || '-' || snapshot_id || '.duckdb'
    end as file_name
from ranked
