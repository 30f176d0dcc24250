-- Grain: one row per statement of a story that a copy changed, most changes first, with what differs.
select
    d.kinds as changes,
    d.differences,
    d.source_text,
    d.derived_text,
    d.fidelity,
    d.relation,
    d.claim_id,
    d.source_article_id,
    d.derived_article_id,
    coalesce(source_outlet.name, source.outlet_id) as source_outlet_name,
    coalesce(derived_outlet.name, derived.outlet_id) as derived_outlet_name
from marts.quote_drift as d
join core.articles as source on source.article_id = d.source_article_id
join core.articles as derived on derived.article_id = d.derived_article_id
left join core.outlets as source_outlet on source_outlet.outlet_id = source.outlet_id
left join core.outlets as derived_outlet on derived_outlet.outlet_id = derived.outlet_id
where d.story_id = $story_id and len(d.kinds) > 0
order by len(d.kinds) desc, d.fidelity, d.claim_id, d.derived_article_id, d.source_article_id
limit $limit offset $offset
