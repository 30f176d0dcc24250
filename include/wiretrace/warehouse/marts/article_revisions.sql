-- Grain: one row per change of an article's text, between one fetched text and the next that differs.
with fetched as (
    select
        *,
        lag(page_hash) over history as hash_before,
        lag(method_version) over history as method_before,
        lag(text) over history as text_before,
        lag(title) over history as title_before,
        lag(correction_note) over history as note_before,
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
    -- what another method of cleaning made of the same page is no change of the outlet's
    where hash_before is not null and hash_before <> page_hash and method_before = method_version
),
compared as (
    select
        *,
        list_filter(before, lambda s: s <> '' and not list_contains(after, s)) as removed_sentences,
        list_filter(after, lambda s: s <> '' and not list_contains(before, s)) as added_sentences
    from sentences
),
-- both in reading order: by how many sentences that stayed stand before each; a reworded sentence below the old one
placed as (
    select
        *,
        list_sort(list_concat(
            list_transform(removed_sentences, lambda s: {
                'kept_before': len(list_filter(before[:list_position(before, s)], lambda t: list_contains(after, t))),
                'number': list_position(removed_sentences, s),
                'side': 0,
                'line': '- ' || s
            }),
            list_transform(added_sentences, lambda s: {
                'kept_before': len(list_filter(after[:list_position(after, s)], lambda t: list_contains(before, t))),
                'number': list_position(added_sentences, s),
                'side': 1,
                'line': '+ ' || s
            })
        )) as lines
    from compared
)
select
    article_id,
    outlet_id,
    url,
    title_before,
    title as title_after,
    seen_on_before,
    partition_key as seen_on_after,
    fetched_at,
    removed_sentences,
    added_sentences,
    array_to_string(list_transform(lines, lambda l: l.line), chr(10)) as difference,
    word_count - word_count_before as word_count_change,
    case when correction_note is distinct from note_before then correction_note end as correction_note
from placed
