-- Grain: one row per headline that states a claim, beside the mention in its article's text that says the same most surely.
select
    h.article_id,
    h.story_id,
    h.claim_id,
    h.text as headline,
    h.modality as headline_modality,
    b.text as body_text,
    b.modality as body_modality,
    s.verdict as support
from claims.headlines as s
join claims.mentions as h using (mention_id)
left join claims.mentions as b on b.mention_id = s.body_mention_id
