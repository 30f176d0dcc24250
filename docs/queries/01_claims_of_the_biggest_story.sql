-- Of the biggest story: how far did each claim travel, and how many origins stand behind it?
select wording, speaker_name, mention_count, outlet_count, origin_count_low as origin_count, origin_names
from claims_of('villages below brennholm dam');
