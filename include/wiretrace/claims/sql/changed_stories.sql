-- Grain: one row per story to measure: its articles, derivations or corrections changed since, or an older method measured it and it has an article of the date.
-- Articles of one date can change how those of other dates are related: a changed story need not have an article of the date.
with dated_articles as (
    select article_id from core.articles where partition_key = $partition_key
    union
    select article_id from core.revisions where partition_key = $partition_key
),
-- corrected since it was measured, or no longer corrected
corrected as (
    select c.story_id
    from corrected_stories as c
    join claims.measured_stories as m using (story_id)
    where c.overrides_hash is distinct from m.overrides_hash
),
dated_stories as (
    select distinct sa.story_id
    from overlap.story_articles as sa
    join dated_articles using (article_id)
)
select
    s.story_id,
    s.evidence_hash,
    max(a.partition_key) as partition_key
from overlap.stories as s
join overlap.story_articles as sa using (story_id)
join core.articles as a using (article_id)
left join claims.measured_stories as m on m.story_id = s.story_id
left join dated_stories as d on d.story_id = s.story_id
left join corrected as c on c.story_id = s.story_id
where
    m.story_id is null
    or m.evidence_hash <> s.evidence_hash
    or c.story_id is not null
    or (m.method_version <> $method_version and d.story_id is not null)
group by s.story_id, s.evidence_hash
order by s.story_id
