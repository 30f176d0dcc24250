-- Grain: one row per article of the story, in the order of printing.
select
    story_id,
    article_id,
    outlet_name,
    title,
    published_at,
    first_seen_at,
    word_count,
    own_share,
    relation,
    source_name,
    is_credited,
    url
from marts.article_reuse
join stories_named(named) using (story_id)
order by story_id, printed_at, article_id
