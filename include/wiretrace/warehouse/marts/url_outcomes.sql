-- Grain: one row per date, source, outcome and cause: what became of every address seen.
select
    partition_key,
    source_id,
    outcome,
    cause,
    count(*) as url_count
from ops.fetches
group by all
