-- Grain: one row: the claim, its story and its counts.
select
    c.claim_id,
    c.wording,
    c.story_id,
    s.title as story_title,
    c.speaker_id,
    p.name as speaker_name,
    p.kind as speaker_kind,
    c.mention_count,
    c.article_count,
    c.outlet_count,
    c.origin_count_low,
    c.origin_count_high,
    c.origin_count_expected,
    c.principal_count,
    c.copy_ratio,
    c.first_seen_at,
    c.first_article_id,
    a.title as first_title,
    coalesce(o.name, a.outlet_id) as first_outlet_name,
    case when a.is_time_conflicted then a.first_seen_at else coalesce(a.published_at, a.first_seen_at) end as first_printed_at,
    c.method_version
from claims.claims as c
join overlap.stories as s using (story_id)
left join claims.speakers as p on p.speaker_id = c.speaker_id and p.story_id = c.story_id
left join core.articles as a on a.article_id = c.first_article_id
left join core.outlets as o on o.outlet_id = a.outlet_id
where c.claim_id = $claim_id
