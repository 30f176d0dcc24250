-- Grain: one row per mention in a derived article and the mention of the same claim in its source.
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
    1 - levenshtein(lower(source.text), lower(derived.text)) / greatest(length(source.text), length(derived.text), 1) as fidelity
from overlap.derivations as d
join claims.mentions as derived on derived.article_id = d.derived_article_id
join claims.mentions as source on source.article_id = d.source_article_id and source.claim_id = derived.claim_id
join claims.claims as c on c.claim_id = derived.claim_id
where d.relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt')
qualify row_number() over (
    partition by derived.mention_id, d.source_article_id
    order by levenshtein(lower(source.text), lower(derived.text)), source.mention_id
) = 1
