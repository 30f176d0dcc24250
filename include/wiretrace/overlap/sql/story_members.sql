-- Grain: one row per article of a story that may have changed, in order of story, date and id.
with members as (
    select n.article_no, s.story_id, s.joined_by, n.partition_key
    from overlap.story_articles s
    join touched_stories t on t.story_id = s.story_id
    join numbered n on n.article_id = s.article_id and n.partition_key = s.partition_key
    left join settled_dates d on d.partition_key = s.partition_key
    where d.partition_key is null and s.method_version = $method_version
    union all
    select p.article_no, p.story_id, p.joined_by, n.partition_key
    from placed p
    join touched_stories t on t.story_id = p.story_id
    join numbered n on n.article_no = p.article_no
)
select story_id, article_no, partition_key, joined_by, row_number() over (partition by story_id order by partition_key, article_no) as place
from members
order by story_id, place
