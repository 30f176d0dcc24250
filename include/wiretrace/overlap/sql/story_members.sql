-- Grain: one row per article measured so far, in order of its number.
with measured as (
    select m.article_id
    from overlap.measured_articles m
    left join staged_changes c on c.article_id = m.article_id
    where c.article_id is null and m.method_version = $method_version
    union
    select article_id from staged_changes where not is_removed
)
select n.article_no, a.article_id, a.partition_key, a.title, a.outlet_id, a.source_id, a.first_seen_at, a.text_hash
from measured m
join core.articles a on a.article_id = m.article_id
join numbered n on n.article_id = m.article_id
order by n.article_no
