-- Grain: one row per article whose overlap must be measured again for the date, or that no longer exists.
with measured as (
    select article_id, partition_key, text_hash, facts_hash, overrides_hash
    from overlap.measured_articles
    where method_version = $method_version
),
-- whose directions people have set, or no longer set, since they were measured
corrected as (
    select m.article_id
    from measured m
    left join article_overrides x on x.article_id = m.article_id
    where m.overrides_hash is distinct from x.overrides_hash
),
seen as (
    select article_id from core.articles where partition_key = $partition_key
    union
    select article_id from core.revisions where partition_key = $partition_key
    union
    select m.article_id from measured m join renamed_dates d on d.partition_key = m.partition_key
    union
    select article_id from corrected
),
present as (
    select a.*
    from core.articles a
    join seen on seen.article_id = a.article_id
),
hashed as (
    select p.article_id, p.partition_key, p.text_hash,
        md5(concat_ws(' | ', p.outlet_id, o.name, o.kind, p.source_id, p.url, p.canonical_url,
            coalesce(p.canonical_claim, ''), coalesce(p.title, ''), coalesce(p.agency_credit, ''),
            coalesce(cast(p.published_at as varchar), ''), cast(p.first_seen_at as varchar),
            cast(p.is_time_conflicted as varchar))) as facts_hash
    from present p
    left join core.outlets o on o.outlet_id = p.outlet_id
),
stale as (
    select p.article_id, p.partition_key, p.text_hash, p.facts_hash, x.overrides_hash, false as is_removed
    from hashed p
    left join measured m on m.article_id = p.article_id
    left join article_overrides x on x.article_id = p.article_id
    where m.text_hash is null or m.text_hash <> p.text_hash or m.facts_hash <> p.facts_hash
        or m.partition_key <> p.partition_key or m.overrides_hash is distinct from x.overrides_hash
),
removed as (
    select m.article_id, m.partition_key, m.text_hash, m.facts_hash, m.overrides_hash, true as is_removed
    from overlap.measured_articles m
    left join core.articles a on a.article_id = m.article_id
    where a.article_id is null
)
select * from stale
union all
select * from removed
order by article_id
