-- Grain: one row per article to look at again on a date: its source and the address to ask.
with texts as (
    select article_id, page_hash, min(partition_key) as since
    from core.revisions
    where partition_key < $partition_key
    group by article_id, page_hash
),
changes as (
    select article_id, max(since)::date as changed_on from texts group by article_id
),
-- of an article that redirects, the address that was asked, under which its validators are known
addresses as (
    select article_id, arg_max(url, fetched_at) as url
    from ops.fetches
    where partition_key < $partition_key and outcome in ('loaded', 'unchanged') and contains(url, '://')
    group by article_id
)
select
    articles.source_id,
    addresses.url
from changes
join core.articles as articles using (article_id)
join addresses using (article_id)
where list_contains($ages, date_diff('day', changes.changed_on, $partition_key::date))
order by articles.source_id, addresses.url
