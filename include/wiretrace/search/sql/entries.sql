-- Grain: one row per article, claim, speaker and outlet, with its words and how far it reached; the digest changes when they do.
with aliases as (
    select speaker_id, string_agg(alias, ' ' order by alias) as words
    from claims.speaker_aliases
    group by speaker_id
),
quoted as (
    select speaker_id, count(*) as mention_count from claims.mentions where speaker_id is not null group by speaker_id
),
things as (
    select 'article' as kind, article_id as key, 0 as reach, coalesce(title, '') as title, text as body from core.articles
    union all
    select 'claim', claim_id, outlet_count, wording, '' from claims.claims
    union all
    select 'speaker', s.speaker_id, coalesce(q.mention_count, 0), s.name, coalesce(a.words, '')
    from claims.speakers as s
    left join aliases as a using (speaker_id)
    left join quoted as q using (speaker_id)
    union all
    select 'outlet', outlet_id, 0, name, outlet_id || ' ' || coalesce(array_to_string(aliases, ' '), '') from core.outlets
)
select kind, key, md5(reach || chr(10) || title || chr(10) || body) as digest, ln(1 + reach) as weight, title, body
from things
