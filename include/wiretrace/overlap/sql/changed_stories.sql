-- Grain: one row per story that changed.
select c.story_id, c.title, min(a.first_seen_at) as first_seen_at, max(a.first_seen_at) as last_seen_at,
    count(*) as article_count, count(distinct a.outlet_id) as outlet_count, c.evidence_hash,
    max(a.partition_key) as partition_key, $method_version as method_version
from changed_stories c
join members m on m.story_id = c.story_id
join numbered n on n.article_no = m.article_no
join core.articles a on a.article_id = n.article_id and a.partition_key = n.partition_key
group by c.story_id, c.title, c.evidence_hash
order by c.story_id
