-- Grain: one row per derivation of an article of a story in `wanted_stories`, with the words it shares with its source.
with members as (
    select sa.story_id, sa.article_id
    from overlap.story_articles as sa
    join wanted_stories using (story_id)
),
shared as (
    select left_article_id as derived_article_id, right_article_id as source_article_id, left_start as char_start, left_end as char_end
    from overlap.passages
    where kind in ('narrative', 'quotation')
    union all
    select right_article_id, left_article_id, right_start, right_end
    from overlap.passages
    where kind in ('narrative', 'quotation')
),
spans as (
    select
        s.derived_article_id,
        s.source_article_id,
        list({'char_start': s.char_start, 'char_end': s.char_end} order by s.char_start) as shared_spans
    from shared as s
    semi join members as m on m.article_id = s.derived_article_id
    group by s.derived_article_id, s.source_article_id
)
select
    m.story_id,
    d.derived_article_id,
    d.source_article_id,
    d.source_origin_id,
    d.source_name,
    d.relation,
    d.is_direction_known,
    d.confidence,
    d.derived_containment,
    d.cues,
    coalesce(s.shared_spans, []) as shared_spans
from overlap.derivations as d
join members as m on m.article_id = d.derived_article_id
left join spans as s
    on s.derived_article_id = d.derived_article_id
    and s.source_article_id = d.source_article_id
order by m.story_id, d.derived_article_id, d.derivation_id
