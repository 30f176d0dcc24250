-- How much of each day's words is somebody else's text?
select
    seen_on,
    count(*) as article_count,
    sum(word_count) as word_count,
    round(sum(word_count * (1 - own_share)) / sum(word_count), 2) as taken_share,
    round(sum(word_count * (1 - own_share) * is_agency_text::integer) / sum(word_count), 2) as agency_share
from marts.article_reuse
group by seen_on
order by seen_on;
