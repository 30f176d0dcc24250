-- Grain: one row per story that changed, or whose articles are all in others now.
select story_id from changed_stories
union
select s.story_id
from overlap.stories s
join touched_stories t on t.story_id = s.story_id
anti join members m on m.story_id = s.story_id
order by story_id
