-- Grain: one row per story whose articles were grouped again: its id is that of its first article, its title that of the
-- article most like the rest, and its hash that of all that the story, its claims and their origins are made from.
with members as (
    select g.article_no, g.story_no, g.place, g.likeness, a.article_id, a.title,
        concat_ws(' ', 'article', a.article_id, a.text_hash, a.title, a.outlet_id, a.source_id, a.first_seen_at) as line
    from grouped g
    join numbered n on n.article_no = g.article_no
    join core.articles a on a.article_id = n.article_id
),
links as (
    select d.story_no,
        concat_ws(' ', 'link', l.derivation_id, l.relation, l.derived_article_id, coalesce(l.source_article_id, '-'), l.confidence,
            coalesce(cast(l.derived_containment as varchar), '-'), l.source_origin_id) as line
    from current_links l
    join grouped d on d.article_no = l.derived_no
    left join grouped s on s.article_no = l.source_no
    where l.source_no is null or s.story_no = d.story_no
),
digests as (
    select story_no, md5(string_agg(line, '\n' order by line)) as digest
    from (select story_no, line from members union all select story_no, line from links)
    group by story_no
),
titles as (
    select story_no, first(article_id order by place) as first_id,
        first(coalesce(title, article_id) order by title is null, likeness desc, place) as title
    from members
    group by story_no
)
select t.story_no, substr(sha256('story ' || t.first_id), 1, 16) as story_id, t.title,
    substr(md5(concat_ws(' ', $method_version, t.title, d.digest)), 1, 16) as evidence_hash
from titles t
join digests d on d.story_no = t.story_no
order by story_id
