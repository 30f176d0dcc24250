-- Grain: one row per article whose overlap must be measured again for the date, or that no longer exists.
with measured as (
    select article_id, partition_key, text_hash from overlap.measured_articles where method_version = $method_version
),
seen as (
    select article_id from core.articles where partition_key = $partition_key
    union
    select article_id from core.revisions where partition_key = $partition_key
),
stale as (
    select a.article_id, a.partition_key, a.text_hash, false as is_removed
    from core.articles a
    join seen on seen.article_id = a.article_id
    left join measured m on m.article_id = a.article_id
    where m.text_hash is null or m.text_hash <> a.text_hash or m.partition_key <> a.partition_key
),
removed as (
    select m.article_id, m.partition_key, m.text_hash, true as is_removed
    from overlap.measured_articles m
    left join core.articles a on a.article_id = m.article_id
    where a.article_id is null
)
select * from stale
union all
select * from removed
order by article_id
