-- Grain: one row per speaker of a claim, most quoted first.
select s.name, s.kind, count(*) as mention_count
from claims.mentions as m
join claims.speakers as s using (speaker_id)
where m.claim_id = $claim_id
group by s.speaker_id, s.name, s.kind
order by mention_count desc, s.name
