-- Grain: one row per measured story that no longer exists.
select m.story_id
from claims.measured_stories as m
anti join overlap.stories as s using (story_id)
order by m.story_id
