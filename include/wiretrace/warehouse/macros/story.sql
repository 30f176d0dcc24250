-- Grain: one row per story found, the biggest first.
select summary.*
from marts.story_summary as summary
join stories_named(named) using (story_id)
order by summary.article_count desc, story_id
