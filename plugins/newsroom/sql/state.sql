-- Grain: one row: how much there is, of which date, and when it was published.
with snapshot as (
    select * from ops.published_snapshots order by published_at desc limit 1
),
latest as (
    select coalesce(
        (select max(partition_key) from ops.runs where scope = 'daily'),
        (select max(partition_key) from core.articles)
    ) as latest_date
)
select
    latest.latest_date,
    (select max(partition_key) from ops.runs where scope = 'daily' and partition_key < latest.latest_date) as date_before,
    (select count(*) from core.articles) as article_count,
    (select count(*) from core.outlets) as outlet_count,
    (select count(*) from overlap.stories) as story_count,
    (select count(*) from claims.claims) as claim_count,
    (select count(*) from core.articles where partition_key = latest.latest_date) as new_article_count,
    (select count(*) from ops.quarantine where partition_key = latest.latest_date) as quarantined_count,
    (select count(*) from ops.validation_results where partition_key = latest.latest_date and not is_success) as broken_rule_count,
    snapshot.snapshot_id,
    snapshot.published_at
from latest
left join snapshot on true
