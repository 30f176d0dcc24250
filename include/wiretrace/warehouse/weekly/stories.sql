-- Grain: one row per story and week in which articles of it were first fetched.
select
    $week::varchar as week,
    story_id,
    story_title as title,
    count(*)::integer as article_count,
    count(*) filter (where not is_copy)::integer as own_article_count,
    count(distinct outlet_id)::integer as outlet_count
from marts.article_reuse
where seen_on between $first and $last and story_id is not null
group by story_id, story_title
