-- Grain: one row per article of a story, with whose words it has, in order of printing.
select
    r.article_id,
    r.title,
    r.outlet_id,
    r.outlet_name,
    r.outlet_kind,
    r.printed_at,
    r.first_seen_at,
    not r.is_printed as is_first_sight,
    r.word_count,
    r.own_share,
    r.agency_share,
    r.credited_copy_share,
    r.uncredited_copy_share,
    r.relation,
    r.source_name,
    r.source_article_id,
    coalesce(r.is_credited, false) as is_credited,
    m.joined_by
from memory.main.article_reuse as r
join overlap.story_articles as m using (article_id)
where r.story_id = $story_id
order by r.printed_at, r.article_id
limit $limit offset $offset
