-- Grain: one row per article of some dates in a story of the warehouse; its number is 0 when it is gone. Articles that wait for
-- their date to be measured by this method are left out.
select coalesce(n.article_no, 0) as article_no, s.story_id, s.partition_key, s.joined_by,
    s.method_version = $method_version as is_current
from overlap.story_articles s
join wanted_dates w on w.partition_key = s.partition_key
left join numbered n on n.article_id = s.article_id
left join staged_changes c on c.article_id = s.article_id and c.is_removed
where n.article_no is not null or c.article_id is not null
order by s.partition_key, s.article_id
