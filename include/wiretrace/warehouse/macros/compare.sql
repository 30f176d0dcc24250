-- Grain: one row per passage that the two articles share, in the order of the first.
with pairs as (
    select f.article_id as first_article_id, s.article_id as second_article_id
    from articles_named(first_article) as f
    join articles_named(second_article) as s on f.article_id <> s.article_id
),
shared as (
    select
        pairs.*,
        p.kind,
        p.word_count,
        p.left_article_id = pairs.first_article_id as is_left_first,
        case when is_left_first then p.left_start else p.right_start end as first_start,
        case when is_left_first then p.left_end else p.right_end end as first_end,
        case when is_left_first then p.right_start else p.left_start end as second_start,
        case when is_left_first then p.right_end else p.left_end end as second_end
    from pairs
    join overlap.passages as p
        on p.left_article_id = least(pairs.first_article_id, pairs.second_article_id)
        and p.right_article_id = greatest(pairs.first_article_id, pairs.second_article_id)
),
verdicts as (
    select
        pairs.*,
        d.relation,
        case
            when not d.is_direction_known then 'undetermined'
            when d.derived_article_id = pairs.first_article_id then 'second'
            else 'first'
        end as source,
        d.confidence
    from pairs
    join overlap.derivations as d
        on (d.derived_article_id = pairs.first_article_id and d.source_article_id = pairs.second_article_id)
        or (d.derived_article_id = pairs.second_article_id and d.source_article_id = pairs.first_article_id)
    qualify row_number() over (
        partition by pairs.first_article_id, pairs.second_article_id
        order by d.shared_word_count desc nulls last, d.derivation_id
    ) = 1
)
select
    f.outlet_id as first_outlet_id,
    s.outlet_id as second_outlet_id,
    shared.kind,
    shared.word_count,
    substr(f.text, first_start + 1, first_end - first_start) as first_text,
    substr(s.text, second_start + 1, second_end - second_start) as second_text,
    v.relation,
    v.source,
    v.confidence,
    first_start,
    first_end,
    second_start,
    second_end,
    first_article_id,
    second_article_id
from shared
join core.articles as f on f.article_id = first_article_id
join core.articles as s on s.article_id = second_article_id
left join verdicts as v using (first_article_id, second_article_id)
order by first_article_id, second_article_id, first_start, second_start
