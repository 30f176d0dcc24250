-- Grain: one row per URL seen by this load, with its final outcome.
with numbered as (
    select *, row_number() over (partition by source_id, article_id, outcome order by fetched_at, url) as number
    from staged_fetches
),
page as (
    select
        f.*,
        r.article_id as loaded_article_id,
        q.rule as quarantine_rule,
        exists (
            select 1
            from core.revisions as earlier
            where earlier.article_id = r.article_id and earlier.partition_key < f.partition_key and earlier.page_hash = r.page_hash
        ) as is_unchanged
    from numbered as f
    -- not by address: that of an article is the one after redirects
    left join staged_revisions as r
        on r.source_id = f.source_id and r.article_id = f.article_id and f.outcome = 'loaded' and f.number = 1
    left join (
        select source_id, row_key, min(rule) as rule from staged_quarantine group by source_id, row_key
    ) as q on q.source_id = f.source_id and q.row_key = f.article_id and f.outcome = 'loaded'
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
