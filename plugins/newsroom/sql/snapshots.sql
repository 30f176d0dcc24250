-- Grain: one row per published state of the database, latest first.
select *
from ops.published_snapshots
order by published_at desc, snapshot_id
limit $limit offset $offset
