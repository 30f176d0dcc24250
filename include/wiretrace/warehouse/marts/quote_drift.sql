-- Grain: one row per mention in a derived article and the mention of the same claim in its source.
with amounts as (
    select mention_id, list({'unit': unit, 'low': low, 'high': high}) as amounts
    from claims.quantities
    group by mention_id
),
stated as (
    select
        m.*,
        s.kind as speaker_kind,
        coalesce(a.amounts, []) as amounts,
        case m.cue_strength when 'strong' then 3 when 'neutral' then 2 when 'weak' then 1 when 'belief' then 0 end as strength
    from claims.mentions as m
    left join claims.speakers as s using (speaker_id)
    left join amounts as a using (mention_id)
)
select
    derived.claim_id,
    c.story_id,
    d.derived_article_id,
    d.source_article_id,
    d.relation,
    source.text as source_text,
    derived.text as derived_text,
    source.speaker as source_speaker,
    derived.speaker as derived_speaker,
    source.speaker_id is not null and derived.speaker_id is null as is_speaker_dropped,
    coalesce(source.speaker_id <> derived.speaker_id, false) as is_speaker_changed,
    coalesce(source.cue <> derived.cue, false) as is_cue_changed,
    1 - levenshtein(lower(source.text), lower(derived.text)) / greatest(length(source.text), length(derived.text), 1) as fidelity,
    coalesce(source.speaker_kind = 'person' and derived.speaker_kind in ('office', 'unnamed'), false) as is_speaker_generalised,
    coalesce(derived.strength > source.strength, false) as is_verb_strengthened,
    source.modality = 'possible' and derived.modality = 'asserted' as is_certainty_raised,
    (source.modality = 'denied') <> (derived.modality = 'denied') as is_polarity_flipped,
    len(list_filter(derived.amounts, lambda x: list_contains(list_transform(source.amounts, lambda y: y.unit), x.unit))) > 0
    and len(list_filter(
        derived.amounts,
        lambda x: len(list_filter(source.amounts, lambda y: y.unit = x.unit and y.low <= x.high and x.low <= y.high)) > 0
    )) = 0 as is_number_changed
from overlap.derivations as d
join stated as derived on derived.article_id = d.derived_article_id
join stated as source on source.article_id = d.source_article_id and source.claim_id = derived.claim_id
join claims.claims as c on c.claim_id = derived.claim_id
where d.relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt')
qualify row_number() over (
    partition by derived.mention_id, d.source_article_id
    order by levenshtein(lower(source.text), lower(derived.text)), source.mention_id
) = 1
