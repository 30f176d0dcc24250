-- Grain: one row per article of an outlet, latest first, with the source of most of its text.
select
    article_id,
    title,
    printed_at,
    not is_printed as is_first_sight,
    story_id,
    story_title,
    word_count,
    own_share,
    relation,
    source_name,
    is_credited
from memory.main.article_reuse
where outlet_id = $outlet_id
order by printed_at desc, article_id
limit $limit offset $offset
