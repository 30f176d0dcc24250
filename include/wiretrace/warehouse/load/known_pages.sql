-- Grain: one row per address answered in the fortnight before a date: what a feed said of it last, and how to ask whether it changed.
select
    url,
    max(fetched_at) as fetched_at,
    max(announced_at) as announced_at,
    -- of the last answer with a body; a 304 confirms the validators it was asked with
    arg_max({'etag': etag, 'last_modified': last_modified}, fetched_at) filter (byte_count is not null) as validators,
    arg_max(article_id, fetched_at) as article_id
from ops.fetches
where
    partition_key < $partition_key
    and partition_key >= strftime($partition_key::date - interval 14 day, '%Y-%m-%d')
    and outcome not in ('failed', 'removed')
group by url
