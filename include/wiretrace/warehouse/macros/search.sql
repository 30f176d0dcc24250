-- Grain: one row per story, claim, speaker, outlet or article in which all the words stand, the most printed first.
with found as (
    select 'story' as kind, story_id as id, title as label, 'articles: ' || article_count as note, article_count as weight
    from overlap.stories
    where has_words(title, words)
    union all
    select 'claim', claim_id, wording, 'outlets: ' || outlet_count || ', origins: ' || origin_count_low, outlet_count
    from claims.claims
    where has_words(wording, words)
    union all
    select 'speaker', arg_max(speaker_id, mention_count), name, 'mentions: ' || sum(mention_count), sum(mention_count)
    from marts.speakers
    where has_words(name, words)
    group by name
    union all
    select 'outlet', outlet_id, outlet_name, 'articles: ' || article_count, article_count
    from marts.outlet_reuse
    where has_words(outlet_name, words)
    union all
    select 'article', a.article_id, a.title, coalesce(o.name, a.outlet_id) || ', ' || a.partition_key, has_words(a.title, words)::integer
    from core.articles as a
    left join core.outlets as o using (outlet_id)
    where has_words(concat_ws(' ', a.title, a.text), words)
)
select
    kind,
    id,
    label,
    note
from found
order by array_position(['story', 'claim', 'speaker', 'outlet', 'article'], kind), weight desc, id
