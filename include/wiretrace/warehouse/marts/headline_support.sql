-- Grain: one row per headline that states a claim, beside the mention in its article's text that says the same most surely.
with ranked as (
    select
        *,
        case
            when modality = 'asserted' then 2
            -- "crews will strike" is no less sure than "crews call strike"; "will likely strike" is
            when modality = 'likely' and regexp_matches(lower(text), '\bwill\b') and not regexp_matches(lower(text), '\b(likely|probably|expected|should)\b') then 2
            when modality = 'likely' then 1
            when modality = 'possible' then 0
        end as certainty
    from claims.mentions
)
select
    h.article_id,
    h.story_id,
    h.claim_id,
    h.text as headline,
    h.modality as headline_modality,
    b.text as body_text,
    b.modality as body_modality,
    case
        when b.mention_id is null then 'not_found'
        when (h.modality = 'denied') <> (b.modality = 'denied') then 'opposite'
        when h.certainty > b.certainty then 'stronger'
        else 'supported'
    end as support
from ranked as h
left join ranked as b on b.article_id = h.article_id and b.claim_id = h.claim_id and b.field = 'text'
where h.field = 'title'
qualify row_number() over (
    partition by h.article_id, h.mention_id
    order by (h.modality = 'denied') = (b.modality = 'denied') desc, b.certainty desc nulls last, b.char_start
) = 1
