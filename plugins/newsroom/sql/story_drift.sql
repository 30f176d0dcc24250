-- Grain: one row per statement of a story that a copy changed: dropped or changed speaker, stronger verb, other number.
with changed as (
    select
        *,
        list_filter([
            case when is_polarity_flipped then 'now denied, or no longer' end,
            case when is_number_changed then 'number changed' end,
            case when is_certainty_raised then 'possible became certain' end,
            case when is_verb_strengthened then 'verb strengthened' end,
            case when is_speaker_changed then 'speaker changed' end,
            case when is_speaker_dropped then 'speaker dropped' end,
            case when is_speaker_generalised then 'speaker generalised' end
        ], lambda x: x is not null) as changes
    from marts.quote_drift
    where story_id = $story_id
)
select
    changes,
    source_text,
    derived_text,
    source_speaker,
    derived_speaker,
    fidelity,
    relation,
    claim_id,
    source_article_id,
    derived_article_id,
    coalesce(source_outlet.name, source.outlet_id) as source_outlet_name,
    coalesce(derived_outlet.name, derived.outlet_id) as derived_outlet_name
from changed
join core.articles as source on source.article_id = changed.source_article_id
join core.articles as derived on derived.article_id = changed.derived_article_id
left join core.outlets as source_outlet on source_outlet.outlet_id = source.outlet_id
left join core.outlets as derived_outlet on derived_outlet.outlet_id = derived.outlet_id
where len(changes) > 0
order by len(changes) desc, fidelity, claim_id, derived_article_id, source_article_id
limit $limit offset $offset
