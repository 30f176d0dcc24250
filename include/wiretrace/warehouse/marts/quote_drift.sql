-- Grain: one row per mention in a derived article and the mention of the same claim in its source.
select
    derived.claim_id,
    d.story_id,
    d.derived_article_id,
    d.source_article_id,
    d.relation,
    source.text as source_text,
    derived.text as derived_text,
    source.speaker as source_speaker,
    derived.speaker as derived_speaker,
    source.cue as source_cue,
    derived.cue as derived_cue,
    d.kinds,
    d.differences,
    1 - levenshtein(lower(source.text), lower(derived.text)) / greatest(length(source.text), length(derived.text), 1) as fidelity,
    coalesce(source.cue <> derived.cue, false) as is_cue_changed,
    list_contains(d.kinds, 'speaker_dropped') as is_speaker_dropped,
    list_contains(d.kinds, 'speaker_changed') as is_speaker_changed,
    list_contains(d.kinds, 'speaker_generalised') as is_speaker_generalised,
    list_contains(d.kinds, 'verb_strengthened') as is_verb_strengthened,
    list_contains(d.kinds, 'certainty_raised') as is_certainty_raised,
    list_contains(d.kinds, 'scope_widened') as is_scope_widened,
    list_contains(d.kinds, 'number_changed') as is_number_changed,
    list_contains(d.kinds, 'number_rounded') as is_number_rounded,
    list_contains(d.kinds, 'polarity_flipped') as is_polarity_flipped,
    list_contains(d.kinds, 'quotation_altered') as is_quotation_altered
from claims.drifts as d
-- The story stands in the joins so that a condition on it reaches the mentions too.
join claims.mentions as derived on derived.story_id = d.story_id and derived.mention_id = d.mention_id
join claims.mentions as source on source.story_id = d.story_id and source.mention_id = d.source_mention_id
