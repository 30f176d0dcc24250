-- Grain: one row per story wanted, with how many of its units joined it before a date that is no date settled in this run.
select s.story_id, count(*) as unit_count
from overlap.story_articles s
join wanted_stories w on w.story_id = s.story_id
left join settled_dates d on d.partition_key = s.partition_key
where s.partition_key < $partition_key and d.partition_key is null and s.joined_by <> 'derivation'
    and s.method_version = $method_version
group by s.story_id
