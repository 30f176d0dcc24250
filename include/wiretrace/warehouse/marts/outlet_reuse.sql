-- Grain: one row per outlet: how much of what it printed is its own, and how often it was first.
with reuse as materialized (
    from marts.article_reuse
),
firsts as (
    select story_id, outlet_id, printed_at
    from reuse
    where story_id is not null
    -- a forged or early stamp on a copy makes nobody the first to print
    qualify row_number() over (partition by story_id order by is_later_copy, printed_at, article_id) = 1
),
leads as (
    select
        f.story_id,
        f.outlet_id,
        min(epoch(a.printed_at - f.printed_at)) filter (where a.printed_at >= f.printed_at) as lead_seconds
    from firsts as f
    left join reuse as a on a.story_id = f.story_id and a.outlet_id <> f.outlet_id
    group by f.story_id, f.outlet_id
),
first_counts as (
    select outlet_id, count(*) as first_story_count, median(lead_seconds) as median_lead_seconds
    from leads
    group by outlet_id
),
counted as (
    select
        outlet_id,
        outlet_name,
        outlet_kind as kind,
        count(*) as article_count,
        count(*) filter (where not is_copy) as own_article_count,
        sum(word_count)::bigint as word_count,
        sum(own_share * word_count) as own_words,
        sum(agency_share * word_count) as agency_words,
        sum(credited_copy_share * word_count) as credited_words,
        sum(uncredited_copy_share * word_count) as uncredited_words,
        count(distinct story_id) as story_count
    from reuse
    group by outlet_id, outlet_name, outlet_kind
)
select
    c.outlet_id,
    c.outlet_name,
    c.kind,
    c.article_count,
    c.own_article_count,
    c.word_count,
    c.own_words / nullif(c.word_count, 0) as own_share,
    c.agency_words / nullif(c.word_count, 0) as agency_share,
    c.credited_words / nullif(c.word_count, 0) as credited_copy_share,
    c.uncredited_words / nullif(c.word_count, 0) as uncredited_copy_share,
    c.story_count,
    coalesce(f.first_story_count, 0) as first_story_count,
    coalesce(f.first_story_count, 0) / nullif(c.story_count, 0) as first_story_share,
    f.median_lead_seconds
from counted as c
left join first_counts as f using (outlet_id)
