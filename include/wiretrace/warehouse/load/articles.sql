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
    select article_id, min(partition_key) as first_partition_key, min(fetched_at) as first_seen_at
    from ordered
    group by article_id
),
-- what two methods of cleaning make of one page are no two texts of it
texts as (
    select article_id, method_version, count(distinct page_hash) as text_count
    from ordered
    group by article_id, method_version
),
changes as (
    select article_id, max(text_count) as revision_count from texts group by article_id
)
select
    o.article_id,
    h.first_partition_key as partition_key,
    regexp_replace(o.source_id, '^revisit:', '') as source_id,
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
    o.correction_note,
    o.fetched_at,
    h.first_seen_at,
    coalesce(o.published_at > h.first_seen_at + interval 1 day, false) as is_time_conflicted,
    c.revision_count,
    o.method_version
from ordered as o
join history as h using (article_id)
join changes as c using (article_id)
where o.newest_first = 1
