-- Grain: one row per outlet and week in which it was fetched.
select
    $week::varchar as week,
    outlet_id,
    outlet_name,
    count(*)::integer as article_count,
    count(*) filter (where not is_copy)::integer as own_article_count,
    sum(word_count)::integer as word_count,
    sum(word_count * own_share) / sum(word_count) as own_share
from marts.article_reuse
where seen_on between $first and $last
group by outlet_id, outlet_name
