-- Grain: one row per article: how much of it is its own, and whose text the rest is.
with sources as (
    select
        d.derived_article_id as article_id,
        d.source_article_id,
        d.source_name,
        s.outlet_id as source_outlet_id,
        d.source_origin_id,
        d.relation,
        d.is_credited,
        d.is_direction_known,
        d.confidence,
        d.relation = 'wire_copy' or coalesce(o.kind = 'agency', d.source_origin_id like 'agency:%', false) as is_agency,
        -- not measured: a whole text was taken whole; how much an excerpt from a text is that is not held, nobody knows
        coalesce(d.derived_containment, case when d.relation = 'excerpt' then 0.0 else 1.0 end) as taken_share
    from overlap.derivations as d
    left join core.articles as s on s.article_id = d.source_article_id
    left join core.outlets as o on o.outlet_id = s.outlet_id
    where d.relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt')
),
taken as (
    select
        article_id,
        max(taken_share) as most,
        max(taken_share) filter (where is_agency) as most_of_agency,
        max(taken_share) filter (where is_credited and not is_agency) as most_credited,
        count(source_article_id) as held_source_count,
        bool_or(is_credited) as is_credited,
        bool_or(is_agency) as is_agency_text,
        bool_or(relation <> 'excerpt') as is_whole,
        bool_or(source_article_id is not null and is_direction_known) as is_later_copy,
        -- the source of most of it; of two that have as much, the one whose text is held
        arg_max(
            {
                'relation': relation,
                'source_name': source_name,
                'source_article_id': source_article_id,
                'source_outlet_id': source_outlet_id,
                'source_origin_id': source_origin_id
            },
            (taken_share, source_article_id is not null, confidence, source_name, source_article_id)
        ) as main
    from sources
    group by article_id
),
-- parts from several texts add up, but what stands in two of them counts once
parts as (
    select s.article_id, s.source_article_id
    from taken as t
    join sources as s using (article_id)
    where t.held_source_count > 1 and t.most < 1
),
spans as (
    select p.left_article_id as article_id, p.left_start as char_start, p.left_end as char_end, p.word_count
    from overlap.passages as p
    join parts on parts.article_id = p.left_article_id and parts.source_article_id = p.right_article_id
    where p.kind in ('narrative', 'quotation')
    union all
    select p.right_article_id, p.right_start, p.right_end, p.word_count
    from overlap.passages as p
    join parts on parts.article_id = p.right_article_id and parts.source_article_id = p.left_article_id
    where p.kind in ('narrative', 'quotation')
),
reached as (
    select
        *,
        max(char_end) over (
            partition by article_id order by char_start, char_end rows between unbounded preceding and 1 preceding
        ) as end_before
    from spans
),
covered as (
    select
        article_id,
        sum(word_count * greatest(char_end - greatest(char_start, coalesce(end_before, 0)), 0) / (char_end - char_start)) as word_count
    from reached
    group by article_id
)
select
    a.article_id,
    a.partition_key as seen_on,
    a.outlet_id,
    coalesce(o.name, a.outlet_id) as outlet_name,
    coalesce(o.kind, 'unknown') as outlet_kind,
    sa.story_id,
    s.title as story_title,
    a.title,
    a.language,
    a.published_at,
    a.first_seen_at,
    a.published_at is not null and not a.is_time_conflicted as is_printed,
    case when is_printed then a.published_at else a.first_seen_at end as printed_at,
    a.word_count,
    1 - least(greatest(coalesce(t.most, 0.0), coalesce(c.word_count / a.word_count, 0.0)), 1.0) as own_share,
    least(coalesce(t.most_of_agency, 0.0), 1 - own_share) as agency_share,
    least(coalesce(t.most_credited, 0.0), 1 - own_share - agency_share) as credited_copy_share,
    greatest(round(1 - own_share - agency_share - credited_copy_share, 9), 0) as uncredited_copy_share,
    t.main.relation as relation,
    t.main.source_name as source_name,
    t.main.source_article_id as source_article_id,
    t.main.source_outlet_id as source_outlet_id,
    t.main.source_origin_id as source_origin_id,
    t.is_credited,
    coalesce(t.is_agency_text, false) as is_agency_text,
    coalesce(t.is_whole or own_share <= 0.5, false) as is_copy,
    coalesce(t.is_later_copy, false) as is_later_copy,
    a.url
from core.articles as a
left join core.outlets as o using (outlet_id)
left join overlap.story_articles as sa using (article_id)
left join overlap.stories as s using (story_id)
left join taken as t using (article_id)
left join covered as c using (article_id)
