-- Grain: one row per mention in which the speaker is quoted or reported, in the order of printing.
with named_speakers as (
    select speaker_id from claims.speakers where speaker_id = speaker or has_words(name, speaker)
    union
    select speaker_id from claims.speaker_aliases where has_words(alias, speaker)
)
select
    s.name as speaker_name,
    s.kind as speaker_kind,
    m.kind,
    m.cue,
    m.text,
    coalesce(t.name, a.outlet_id) as outlet_name,
    o.name as origin_name,
    c.outlet_count,
    c.origin_count_low,
    st.title as story_title,
    a.first_seen_at,
    m.claim_id,
    m.mention_id,
    m.article_id
from named_speakers
join claims.speakers as s using (speaker_id)
join claims.mentions as m on m.speaker_id = s.speaker_id
join claims.claims as c on c.claim_id = m.claim_id
join core.articles as a on a.article_id = m.article_id
join overlap.stories as st on st.story_id = m.story_id
left join core.outlets as t on t.outlet_id = a.outlet_id
left join claims.mention_origins as mo on mo.mention_id = m.mention_id
left join claims.origins as o on o.story_id = m.story_id and o.origin_id = mo.origin_id
order by s.name, s.speaker_id, coalesce(a.published_at, a.first_seen_at), m.mention_id
