-- Grain: one row per relation of an article to another article or to an absent origin, what it took first.
select
    case when d.derived_article_id = $article_id then 'takes from' else 'gives to' end as direction,
    d.relation,
    case when d.derived_article_id = $article_id then d.source_name else coalesce(o.name, other.outlet_id) end as other_name,
    other.article_id as other_article_id,
    other.title as other_title,
    d.is_direction_known,
    d.is_credited,
    d.confidence,
    d.derived_containment,
    d.shared_word_count,
    case when taker_time.is_printed and source_time.is_printed then epoch(taker_time.printed_at - source_time.printed_at) end as lag_seconds
from overlap.derivations as d
left join core.articles as other
    on other.article_id = case when d.derived_article_id = $article_id then d.source_article_id else d.derived_article_id end
left join core.outlets as o on o.outlet_id = other.outlet_id
left join memory.main.article_reuse as taker_time on taker_time.article_id = d.derived_article_id
left join memory.main.article_reuse as source_time on source_time.article_id = d.source_article_id
where (d.derived_article_id = $article_id or d.source_article_id = $article_id) and d.relation <> 'same_event'
order by
    direction desc,
    list_position(['mirror', 'wire_copy', 'rewrite', 'excerpt', 'citation', 'shared_quotation', 'common_source'], d.relation),
    d.confidence desc,
    d.derivation_id
limit $limit offset $offset
