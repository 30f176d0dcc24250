-- Grain: one row per wanted article, in order of its number: what direction and relation are judged by.
select w.article_no, a.article_id, a.partition_key, a.outlet_id, coalesce(o.name, a.outlet_id) as outlet_name,
    coalesce(o.kind, 'unknown') as outlet_kind, a.url, a.canonical_url, a.canonical_claim,
    coalesce(a.title, '') as title,
    w.char_count, a.published_at, a.first_seen_at, a.is_time_conflicted
from core.articles a
join wanted_articles w on w.article_id = a.article_id
left join core.outlets o on o.outlet_id = a.outlet_id
order by w.article_no
