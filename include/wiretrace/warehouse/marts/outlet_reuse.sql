-- Grain: one row per outlet: how much of what it printed is its own.
with words as (
    select
        *,
        (1 - own_share) * word_count as copied_word_count
    from marts.article_reuse
),
first_articles as (
    select outlet_id
    from marts.article_reuse
    where story_id is not null
    -- a forged or early stamp on a copy makes nobody the first to print
    qualify row_number() over (
        partition by story_id
        order by is_later_copy, coalesce(published_at, first_seen_at), article_id
    ) = 1
),
first_counts as (
    select outlet_id, count(*) as first_story_count from first_articles group by outlet_id
)
select
    w.outlet_id,
    w.outlet_name,
    w.outlet_kind as kind,
    count(*) as article_count,
    sum(w.word_count)::bigint as word_count,
    1 - sum(w.copied_word_count) / sum(w.word_count) as own_share,
    sum(case when w.is_agency_text then w.copied_word_count else 0 end) / sum(w.word_count) as agency_share,
    sum(case when not w.is_agency_text and w.is_credited then w.copied_word_count else 0 end) / sum(w.word_count) as credited_copy_share,
    sum(case when not w.is_agency_text and not w.is_credited then w.copied_word_count else 0 end) / sum(w.word_count) as uncredited_copy_share,
    coalesce(any_value(f.first_story_count), 0) as first_story_count
from words as w
left join first_counts as f using (outlet_id)
group by w.outlet_id, w.outlet_name, w.outlet_kind
