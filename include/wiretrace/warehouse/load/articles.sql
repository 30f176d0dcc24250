-- Grain: one row per article touched by this load, rebuilt from all its revisions.
with touched as (
    select distinct article_id from touched_articles
),
ordered as (
    select
        r.*,
        row_number() over (partition by r.article_id order by r.partition_key desc, r.fetched_at desc, r.source_id) as newest_first
    from core.revisions as r
    join touched using (article_id)
),
history as (
    select
        article_id,
        min(partition_key) as first_partition_key,
        min(fetched_at) as first_seen_at,
        count(distinct text_hash) as revision_count
    from ordered
    group by article_id
)
select
    o.article_id,
    h.first_partition_key as partition_key,
    o.source_id,
    o.outlet_id,
    o.url,
    o.canonical_url,
    o.canonical_claim,
    o.title,
    o.title_source,
    o.authors,
    o.language,
    o.section,
    o.dateline,
    o.agency_credit,
    o.published_at,
    o.published_at_source,
    o.modified_at,
    o.is_opinion,
    o.is_live,
    o.is_paywalled,
    o.text,
    o.text_hash,
    o.word_count,
    o.fetched_at,
    h.first_seen_at,
    coalesce(o.published_at > h.first_seen_at + interval 1 day, false) as is_time_conflicted,
    h.revision_count,
    o.method_version
from ordered as o
join history as h using (article_id)
where o.newest_first = 1
