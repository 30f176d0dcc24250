-- Grain: one row per claim. Counts origins, not articles.
with named_origins as (
    select
        m.claim_id,
        list(distinct o.name order by o.name) as origin_names
    from claims.mentions as m
    join claims.mention_origins as mo using (mention_id)
    join claims.origins as o on o.story_id = m.story_id and o.origin_id = mo.origin_id
    group by m.claim_id
),
named_outlets as (
    select
        m.claim_id,
        list(distinct coalesce(t.name, a.outlet_id) order by coalesce(t.name, a.outlet_id)) as outlet_names
    from claims.mentions as m
    join core.articles as a using (article_id)
    left join core.outlets as t using (outlet_id)
    group by m.claim_id
)
select
    c.claim_id,
    c.story_id,
    s.title as story_title,
    c.wording,
    p.name as speaker_name,
    c.mention_count,
    c.article_count,
    c.outlet_count,
    c.origin_count_low,
    c.origin_count_high,
    c.origin_count_expected,
    c.principal_count,
    c.copy_ratio,
    coalesce(o.origin_names, []) as origin_names,
    u.outlet_names,
    c.first_seen_at,
    c.first_article_id
from claims.claims as c
join overlap.stories as s using (story_id)
left join claims.speakers as p using (speaker_id)
left join named_origins as o using (claim_id)
left join named_outlets as u using (claim_id)
