-- Grain: one row per speaker of a story: how often and where somebody is quoted.
with principals as (
    select story_id, principal_id, min_by(name, (speaker_id <> principal_id, speaker_id)) as principal_name
    from claims.speakers
    group by story_id, principal_id
)
select
    s.story_id,
    s.speaker_id,
    s.name,
    s.kind,
    p.principal_name,
    count(*) as mention_count,
    count(*) filter (where m.kind = 'direct') as direct_count,
    count(distinct m.claim_id) as claim_count,
    count(distinct m.article_id) as article_count,
    count(distinct a.outlet_id) as outlet_count,
    count(distinct mo.origin_id) as origin_count
from claims.speakers as s
join principals as p using (story_id, principal_id)
join claims.mentions as m on m.speaker_id = s.speaker_id
join core.articles as a on a.article_id = m.article_id
left join claims.mention_origins as mo on mo.mention_id = m.mention_id
group by all
