-- Grain: one row per change of an article's text, between one fetched text and the next that differs.
with correction_words (language, pattern) as (
    values
        ('en', '(?i)\b(correction|clarification|editor.s note|corrected|an earlier version|amended on|misstated|incorrectly (said|stated|reported|named))\b'),
        ('de', '(?i)(korrektur|berichtigung|in einer früheren version|in einer früheren fassung|anmerkung der redaktion|fälschlich)'),
        ('fr', '(?i)(correction|rectificatif|erratum|une version précédente|note de la rédaction|par erreur)'),
        ('es', '(?i)(corrección|fe de erratas|fe de errores|una versión anterior|nota de la redacción|por error)')
),
fetched as (
    select
        *,
        lag(text_hash) over history as hash_before,
        lag(text) over history as text_before,
        lag(title) over history as title_before,
        lag(word_count) over history as word_count_before,
        lag(partition_key) over history as seen_on_before
    from core.revisions
    window history as (partition by article_id order by partition_key, fetched_at, source_id)
),
sentences as (
    select
        * exclude (text, text_before),
        -- a mark after each sentence end that is followed by a capital, a digit or an opening quotation mark
        str_split_regex(regexp_replace(text_before, '([.!?][”"’'')]*) +([\p{Lu}\d“"‘])', '\1' || chr(10) || '\2', 'g'), '\n+') as before,
        str_split_regex(regexp_replace(text, '([.!?][”"’'')]*) +([\p{Lu}\d“"‘])', '\1' || chr(10) || '\2', 'g'), '\n+') as after
    from fetched
    where hash_before is not null and hash_before <> text_hash
),
compared as (
    select
        *,
        list_filter(before, lambda s: s <> '' and not list_contains(after, s)) as removed_sentences,
        list_filter(after, lambda s: s <> '' and not list_contains(before, s)) as added_sentences
    from sentences
)
select
    compared.article_id,
    compared.outlet_id,
    compared.url,
    title_before,
    title as title_after,
    seen_on_before,
    partition_key as seen_on_after,
    fetched_at,
    removed_sentences,
    added_sentences,
    word_count - word_count_before as word_count_change,
    list_filter(added_sentences, lambda s: regexp_matches(s, correction_words.pattern))[1] as correction_note
from compared
left join correction_words on correction_words.language = coalesce(compared.language, 'en')
