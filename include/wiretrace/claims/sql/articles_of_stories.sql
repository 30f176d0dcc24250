-- Grain: one row per article of a story in `wanted_stories`, with whom it names as its source.
with credits as (
    select
        article_id,
        list({
            'origin_id': origin_id,
            'name': origin_name,
            'outlet_id': outlet_id,
            'rule': rule,
            'text': text,
            'start': case when field is distinct from 'title' then char_start end,
            'end': case when field is distinct from 'title' then char_end end
        } order by char_start nulls first, origin_id, rule) as credits
    from overlap.credits
    group by article_id
)
select
    sa.story_id,
    a.article_id,
    a.outlet_id,
    coalesce(o.name, a.outlet_id) as outlet_name,
    a.title,
    a.text,
    a.language,
    a.first_seen_at,
    -- The date of first sight and, within it, the printed time where it fits that date; else its end.
    case
        when a.published_at::date < a.partition_key::date then a.partition_key::timestamp
        -- a date without an hour is no time
        when a.published_at::date = a.partition_key::date and a.published_at > a.partition_key::timestamp
            then a.published_at
        else a.partition_key::timestamp + interval 1 day
    end as appeared_at,
    a.published_at as printed_at,
    coalesce(c.credits, []) as credits
from overlap.story_articles as sa
join wanted_stories using (story_id)
join core.articles as a using (article_id)
left join core.outlets as o using (outlet_id)
left join credits as c using (article_id)
order by sa.story_id, appeared_at, a.article_id
