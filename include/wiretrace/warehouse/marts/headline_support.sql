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
        end as certainty,
        lower(replace(text, '’', '''')) as plain
    from claims.mentions
),
-- Beginnings of words: of those that a plain "not" denies, and of those that are told. Refusals are left out, for headlines
-- put them into images ("slams door on rate cut"), and so is what hangs on a preposition: there is a cut in that headline,
-- but nobody cuts.
worded as (
    select
        *,
        list_transform(
            list_filter(
                regexp_split_to_array(
                    array_to_string(
                        regexp_extract_all(plain, '(?:\b(?:not|never|nobody|cannot|no)|n''t)\s+((?:[\w-]+\s+){0,2}[\w-]+)', 1), ' '
                    ),
                    '\s+'
                ),
                lambda word: length(word) >= 3
            ),
            lambda word: word[:4]
        ) as denied_words,
        list_transform(
            regexp_split_to_array(
                regexp_replace(
                    plain,
                    '\b(?:about|after|against|at|by|for|from|in|of|on|over|with)\s+(?:(?:a|an|the|its|his|her|their)\s+)?[\w-]+(?:\s+[\w-]+)?',
                    ' ',
                    'g'
                ),
                '\W+'
            ),
            lambda word: word[:4]
        ) as told_words
    from ranked
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
        when h.modality = 'denied' and b.modality <> 'denied' then
            case when h.cue_strength = 'denying' or list_has_any(h.denied_words, b.told_words) then 'opposite' else 'unclear' end
        when h.modality <> 'denied' and b.modality = 'denied' then
            case when b.cue_strength = 'denying' or list_has_any(b.denied_words, h.told_words) then 'opposite' else 'unclear' end
        when h.certainty > b.certainty then 'stronger'
        else 'supported'
    end as support
from worded as h
left join worded as b on b.article_id = h.article_id and b.claim_id = h.claim_id and b.field = 'text'
where h.field = 'title'
qualify row_number() over (
    partition by h.article_id, h.mention_id
    order by (h.modality = 'denied') = (b.modality = 'denied') desc, b.certainty desc nulls last, b.char_start
) = 1
