-- Grain: one row per URL seen by this load, with its final outcome.
with page as (
    select
        f.*,
        r.article_id as loaded_article_id,
        q.rule as quarantine_rule,
        exists (
            select 1
            from core.revisions as earlier
            where earlier.article_id = r.article_id and earlier.partition_key < f.partition_key and earlier.text_hash = r.text_hash
        ) as is_unchanged
    from staged_fetches as f
    left join staged_revisions as r on r.source_id = f.source_id and r.url = f.url
    left join (
        select source_id, url, min(rule) as rule from staged_quarantine group by source_id, url
    ) as q on q.source_id = f.source_id and q.url = f.url
)
select
    partition_key,
    source_id,
    url,
    case
        when loaded_article_id is not null and is_unchanged then 'unchanged'
        when loaded_article_id is not null then 'loaded'
        when quarantine_rule is not null then 'quarantined'
        when outcome = 'loaded' then 'duplicate'
        else outcome
    end as outcome,
    case when loaded_article_id is null then coalesce(quarantine_rule, cause) end as cause,
    http_status,
    byte_count,
    coalesce(loaded_article_id, article_id) as article_id,
    fetched_at,
    announced_at,
    etag,
    last_modified
from page
