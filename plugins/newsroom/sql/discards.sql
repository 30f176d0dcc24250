-- Grain: one row per date, stage and reason for which something was thrown away; its example leads to an article where it is one.
with thrown as (
    select
        partition_key as date,
        stage,
        reason,
        count(*) as discard_count,
        min(subject) as subject,
        arg_min(detail, subject) as detail
    from ops.discards
    group by partition_key, stage, reason
)
select
    t.date,
    t.stage,
    t.reason,
    t.discard_count,
    coalesce(a.url, t.subject) as example,
    t.detail,
    a.article_id
from thrown as t
left join core.articles as a on a.article_id = t.subject
order by t.date desc, t.discard_count desc, t.stage, t.reason
limit $limit offset $offset
