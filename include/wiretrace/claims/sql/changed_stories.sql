-- Grain: one row per story to measure: changed since it was measured, with an article fetched or revised on the date.
with dated_articles as (
    select article_id from core.articles where partition_key = $partition_key
    union
    select article_id from core.revisions where partition_key = $partition_key
)
select
    s.story_id,
    s.evidence_hash,
    max(a.partition_key) as partition_key
from overlap.stories as s
join overlap.story_articles as sa using (story_id)
join core.articles as a using (article_id)
left join claims.measured_stories as m
    on m.story_id = s.story_id
    and m.evidence_hash = s.evidence_hash
    and m.method_version = $method_version
where
    m.story_id is null
    and s.story_id in (
        select x.story_id from overlap.story_articles as x join dated_articles using (article_id)
    )
group by s.story_id, s.evidence_hash
order by s.story_id
