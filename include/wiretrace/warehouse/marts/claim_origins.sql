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
),
-- without copies: what reports the claim itself
own_reports as (
    select
        m.claim_id,
        count(*) as mention_count,
        count(distinct m.article_id) as article_count,
        count(distinct a.outlet_id) as outlet_count
    from claims.mentions as m
    join claims.mention_origins as mo using (mention_id)
    join core.articles as a using (article_id)
    left join claims.origins as o on o.story_id = m.story_id and o.origin_id = mo.origin_id
    where mo.rule_id = 'own' or o.article_id = m.article_id
    group by m.claim_id
),
attributed as (
    select
        m.claim_id,
        avg((p.kind = 'unnamed')::integer) as unnamed_share
    from claims.mentions as m
    join claims.speakers as p using (speaker_id)
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
    c.first_article_id,
    coalesce(f.name, a.outlet_id) as first_outlet_name,
    coalesce(r.mention_count, 0) as own_mention_count,
    coalesce(r.article_count, 0) as own_article_count,
    coalesce(r.outlet_count, 0) as own_outlet_count,
    n.unnamed_share
from claims.claims as c
join overlap.stories as s using (story_id)
left join claims.speakers as p using (speaker_id)
left join named_origins as o using (claim_id)
left join named_outlets as u using (claim_id)
left join own_reports as r using (claim_id)
left join attributed as n using (claim_id)
left join core.articles as a on a.article_id = c.first_article_id
left join core.outlets as f on f.outlet_id = a.outlet_id
