-- How big is each story as printed, and how big once copies are folded away?
select title, article_count, own_article_count, outlet_count, own_outlet_count, origin_count, echo_count
from marts.story_summary
order by article_count desc, story_id;
