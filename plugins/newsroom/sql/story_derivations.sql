-- Grain: one row per derivation of a story's articles; independent coverage of the event is left out.
with members as (
    select article_id from overlap.story_articles where story_id = $story_id
)
select
    d.derivation_id,
    d.derived_article_id,
    coalesce(taker.name, derived.outlet_id) as derived_outlet_name,
    derived.title as derived_title,
    d.source_article_id,
    d.source_origin_id,
    d.source_name,
    d.relation,
    d.evidence,
    d.is_direction_known,
    d.is_credited,
    d.confidence,
    d.derived_containment,
    d.source_containment,
    d.shared_word_count,
    case when taker_time.is_printed and source_time.is_printed then epoch(taker_time.printed_at - source_time.printed_at) end as lag_seconds
from overlap.derivations as d
join members on members.article_id = d.derived_article_id
join core.articles as derived on derived.article_id = d.derived_article_id
left join core.outlets as taker on taker.outlet_id = derived.outlet_id
left join memory.main.article_reuse as taker_time on taker_time.article_id = d.derived_article_id
left join memory.main.article_reuse as source_time on source_time.article_id = d.source_article_id
where d.relation <> 'same_event'
  and (d.source_article_id is null or d.source_article_id in (select article_id from members))
order by
    list_position(['mirror', 'wire_copy', 'rewrite', 'excerpt', 'citation', 'shared_quotation', 'common_source'], d.relation),
    d.confidence desc,
    d.derivation_id
limit $limit offset $offset
