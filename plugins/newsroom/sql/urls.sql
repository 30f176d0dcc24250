-- Grain: one row per date, source and address: what became of it.
select
    partition_key as date, source_id, url, outcome,
    case when outcome = 'duplicate' then 'of another address' else cause end as cause,
    http_status, byte_count, article_id, fetched_at
from ops.fetches
where ($outcome = '' or outcome = $outcome) and ($date = '' or partition_key = $date) and ($source = '' or source_id = $source)
order by date desc, fetched_at desc, url
limit $limit offset $offset
