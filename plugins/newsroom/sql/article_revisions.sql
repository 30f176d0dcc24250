-- Grain: one row per date and source on which the article was fetched, oldest first.
select
    r.partition_key,
    r.source_id,
    r.fetched_at,
    r.title,
    r.text,
    r.text_hash,
    r.page_hash,
    r.word_count,
    r.modified_at,
    r.raw_path,
    r.method_version
from core.revisions as r
where r.article_id = $article_id
order by r.partition_key, r.fetched_at, r.source_id
limit $limit offset $offset
