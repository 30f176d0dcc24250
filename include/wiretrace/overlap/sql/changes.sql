-- Grain: one row per article whose overlap must be measured again for the date, or that no longer exists.
with measured as (
    select article_id, partition_key, text_hash, facts_hash, overrides_hash
    from overlap.measured_articles
    where method_version = $method_version
),
present as (
    select a.article_id, a.partition_key, a.text_hash,
        md5(concat_ws(' | ', a.outlet_id, o.name, o.kind, a.source_id, a.url, a.canonical_url,
            coalesce(a.canonical_claim, ''), coalesce(a.title, ''), coalesce(a.agency_credit, ''),
            coalesce(cast(a.published_at as varchar), ''), cast(a.first_seen_at as varchar),
            cast(a.is_time_conflicted as varchar))) as facts_hash
    from core.articles a
    left join core.outlets o on o.outlet_id = a.outlet_id
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
stale as (
    select p.article_id, p.partition_key, p.text_hash, p.facts_hash, x.overrides_hash, false as is_removed
    from present p
    join seen on seen.article_id = p.article_id
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
