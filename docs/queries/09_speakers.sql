-- Who is quoted most, in how many outlets, and from how many origins?
select name, kind, story_title, mention_count, direct_count, outlet_count, origin_count
from (select s.*, t.title as story_title from marts.speakers as s join marts.story_summary as t using (story_id))
order by mention_count desc, name, speaker_id;
