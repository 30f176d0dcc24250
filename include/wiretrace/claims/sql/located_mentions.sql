-- Grain: one row per mention that a correction is about, with the story it was last measured in.
select m.mention_id, m.story_id
from claims.mentions as m
where list_contains($mention_ids::varchar[], m.mention_id)
order by m.mention_id
