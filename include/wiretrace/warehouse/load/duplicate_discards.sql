-- Grain: one row per fetched URL that turned out to be an article this source already brought.
with ordered as (
    select
        *,
        row_number() over same_article as number,
        first_value(url) over same_article as kept_url
    from incoming
    window same_article as (partition by article_id, partition_key, source_id order by fetched_at, url)
)
select
    left(sha256(concat_ws('|', partition_key, 'load', source_id, url)), 16) as discard_id,
    partition_key,
    'load' as stage,
    source_id,
    url as subject,
    'duplicate' as reason,
    'same article as ' || kept_url as detail
from ordered
where number > 1
