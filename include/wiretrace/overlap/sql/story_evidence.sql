-- Grain: one row per story that may have changed. Its title is that of the article most like the others of its first days, and its
-- hash that of all that the story, its claims and their origins are made from.
with articles as (
    select m.story_id, m.place, m.likeness, a.article_id, a.title,
        concat_ws(' ', 'article', a.article_id, m.joined_by, a.text_hash, a.title, a.outlet_id, a.source_id, a.first_seen_at) as line
    from members m
    join numbered n on n.article_no = m.article_no
    join core.articles a on a.article_id = n.article_id and a.partition_key = n.partition_key
),
every_link as (
    select d.derivation_id, d.relation, d.derived_article_id, d.source_article_id, d.confidence, d.derived_containment,
        d.source_origin_id
    from overlap.derivations d
    left join staged_replaced_derivations r on r.derivation_id = d.derivation_id
    where r.derivation_id is null and d.method_version = $method_version
    union all
    select derivation_id, relation, derived_article_id, source_article_id, confidence, derived_containment, source_origin_id
    from staged_derivations
),
links as (
    select d.story_id,
        concat_ws(' ', 'link', l.derivation_id, l.relation, l.derived_article_id, coalesce(l.source_article_id, '-'), l.confidence,
            coalesce(cast(l.derived_containment as varchar), '-'), l.source_origin_id) as line
    from every_link l
    join articles d on d.article_id = l.derived_article_id
    left join articles s on s.article_id = l.source_article_id
    where l.source_article_id is null or s.story_id = d.story_id
),
digests as (
    select story_id, md5(string_agg(line, '\n' order by line)) as digest
    from (select story_id, line from articles union all select story_id, line from links)
    group by story_id
),
titles as (
    select story_id, first(coalesce(title, article_id) order by title is null, likeness desc, place) as title
    from articles
    where likeness is not null
    group by story_id
),
titled as (
    select d.story_id, coalesce(t.title, s.title) as title, d.digest, s.evidence_hash as former_hash
    from digests d
    left join titles t on t.story_id = d.story_id
    left join overlap.stories s on s.story_id = d.story_id
),
hashed as (
    select story_id, title, substr(md5(concat_ws(' ', $method_version, title, digest)), 1, 16) as evidence_hash, former_hash
    from titled
)
select story_id, title, evidence_hash, evidence_hash is distinct from former_hash as is_changed
from hashed
order by story_id
