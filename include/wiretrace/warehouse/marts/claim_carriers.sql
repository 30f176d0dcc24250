-- Grain: one row per claim and article that states it, in order of first sight.
with stated as (
    select
        m.claim_id,
        m.story_id,
        m.article_id,
        count(*) as mention_count,
        bool_or(mo.rule_id = 'own' or coalesce(o.article_id = m.article_id, false)) as is_own_report,
        -- of several mentions the surest tells where the article has the claim from
        arg_max({'name': o.name, 'rule_id': mo.rule_id, 'evidence': mo.evidence}, (mo.confidence, m.mention_id)) as origin
    from claims.mentions as m
    join claims.mention_origins as mo using (mention_id)
    left join claims.origins as o on o.story_id = m.story_id and o.origin_id = mo.origin_id
    group by m.claim_id, m.story_id, m.article_id
),
timed as (
    select
        s.*,
        a.outlet_id,
        a.url,
        a.published_at,
        a.first_seen_at,
        coalesce(t.name, a.outlet_id) as outlet_name,
        -- as claims are ordered: printed time within the date of first sight; its start if printed before, else its end
        case
            when a.published_at::date < a.partition_key::date then a.partition_key::timestamp
            -- a date without an hour is no time
            when a.published_at::date = a.partition_key::date and a.published_at > a.partition_key::timestamp
                then a.published_at
            else a.partition_key::timestamp + interval 1 day
        end as appeared_at
    from stated as s
    join core.articles as a using (article_id)
    left join core.outlets as t using (outlet_id)
)
select
    claim_id,
    story_id,
    article_id,
    outlet_id,
    outlet_name,
    url,
    row_number() over in_order as position,
    appeared_at,
    first_seen_at,
    published_at,
    epoch(appeared_at - first_value(appeared_at) over in_order)::bigint as lag_seconds,
    mention_count,
    is_own_report,
    origin.name as origin_name,
    origin.rule_id as origin_rule,
    origin.evidence as origin_evidence
from timed
window in_order as (partition by claim_id order by appeared_at, article_id)
