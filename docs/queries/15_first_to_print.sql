-- For each story: who printed first, by the printed time, and who by our first sight?
select
    s.title,
    arg_min(a.outlet_id, coalesce(a.published_at, a.first_seen_at)) as first_by_printed_time,
    arg_min(a.outlet_id, a.first_seen_at) as first_seen_by_us,
    bool_or(a.is_time_conflicted) as has_impossible_times
from overlap.stories as s
join overlap.story_articles as sa using (story_id)
join core.articles as a using (article_id)
group by s.story_id, s.title, s.article_count
order by s.article_count desc, s.title;
