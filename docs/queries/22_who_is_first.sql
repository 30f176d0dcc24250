-- In what share of the stories that an outlet covers was it the first to print, and how long before the next?
select outlet_name, story_count, first_story_count, round(first_story_share, 2) as first_story_share, round(median_lead_seconds / 3600, 1) as median_lead_hours
from marts.outlet_reuse
order by first_story_share desc, story_count desc, outlet_name;
