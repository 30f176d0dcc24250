-- Which origins do we know only by name, because their text is not held?
select name, kind, count(distinct story_id) as story_count
from claims.origins
where article_id is null
group by name, kind
order by story_count desc, name;
