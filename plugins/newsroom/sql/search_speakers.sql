-- Grain: one row per speaker of a story found, best first.
with found as (
    select unnest($keys::varchar[]) as speaker_id, generate_subscripts($keys::varchar[], 1) as rank
),
quoted as (
    select m.speaker_id, count(*) as mention_count, count(distinct m.claim_id) as claim_count,
        mode(m.claim_id) as claim_id
    from claims.mentions as m
    join found on found.speaker_id = m.speaker_id
    group by m.speaker_id
)
select
    p.name,
    p.kind,
    q.claim_id,
    coalesce(q.mention_count, 0) as mention_count,
    coalesce(q.claim_count, 0) as claim_count,
    p.story_id,
    s.title as story_title
from found as f
join claims.speakers as p on p.speaker_id = f.speaker_id
join overlap.stories as s on s.story_id = p.story_id
left join quoted as q on q.speaker_id = p.speaker_id
order by f.rank
limit $limit offset $offset
