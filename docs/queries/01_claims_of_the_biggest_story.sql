-- Of the biggest story: how far did each claim travel, and how many origins stand behind it?
select wording, speaker_name, mention_count, outlet_count, origin_count_low as origin_count, origin_names
from marts.claim_origins
where story_id = (select story_id from marts.story_summary order by article_count desc, story_id limit 1)
order by outlet_count desc, mention_count desc, claim_id;
