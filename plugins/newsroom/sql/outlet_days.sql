-- Grain: one row per date on which an outlet's articles were first fetched: what share of the words was its own.
select
    seen_on as date,
    count(*) as article_count,
    sum(own_share * word_count) / greatest(sum(word_count), 1) as own_share,
    sum(agency_share * word_count) / greatest(sum(word_count), 1) as agency_share,
    sum(credited_copy_share * word_count) / greatest(sum(word_count), 1) as credited_copy_share,
    sum(uncredited_copy_share * word_count) / greatest(sum(word_count), 1) as uncredited_copy_share
from memory.main.article_reuse
where outlet_id = $outlet_id
group by seen_on
order by seen_on desc
limit $limit offset $offset
