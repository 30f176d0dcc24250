-- Grain: one row per block that a host of the source printed in three or more articles of the month before a date.
-- A box of the site stands on a good part of its pages; background told again in a few of many articles does not.
with hosts as (
    select distinct host
    from core.host_blocks
    where
        regexp_replace(source_id, '^revisit:', '') = regexp_replace($source_id, '^revisit:', '')
        and partition_key < $partition_key
        and partition_key >= strftime($partition_key::date - interval 30 day, '%Y-%m-%d')
),
month as (
    select host, block_hash, article_id
    from core.host_blocks
    join hosts using (host)
    where
        method_version = $method_version
        and partition_key < $partition_key
        and partition_key >= strftime($partition_key::date - interval 30 day, '%Y-%m-%d')
),
sizes as (
    select host, count(distinct article_id) as article_count from month group by host
)
select month.host, month.block_hash
from month
join sizes using (host)
group by month.host, month.block_hash, sizes.article_count
having count(distinct month.article_id) >= greatest(3, 0.05 * sizes.article_count)
