-- For each story: who printed first by the printed time, and who among articles that copy no held one?
select
    story_title,
    arg_min(outlet_name, (printed_at, article_id)) as first_by_printed_time,
    arg_min(outlet_name, (is_later_copy, printed_at, article_id)) as first_that_is_no_copy
from marts.article_reuse
group by story_id, story_title
order by count(*) desc, story_title;
