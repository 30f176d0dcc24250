-- Grain: one row per later date with an article of one of some stories, or of an investigation that has one of the date.
select distinct s.partition_key
from overlap.story_articles s
join wanted_stories w on w.story_id = s.story_id
where s.partition_key > $partition_key
union
select distinct a.partition_key
from core.articles a
join core.articles b on b.source_id = a.source_id
where b.partition_key = $partition_key and starts_with(b.source_id, 'investigation:') and a.partition_key > $partition_key
