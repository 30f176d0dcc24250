-- Grain: one row per correction by a person and number that it changed; one row with nulls where it changed none.
with changed as (
    select line_number, unnest(changes) as change from ops.overrides
)
select
    o.line_number,
    o.recorded_at,
    o.recorded_by,
    o.reason,
    o.action,
    o.subject,
    o.value,
    o.state,
    o.detail,
    o.run_id,
    o.story_id,
    c.change.claim_id as claim_id,
    w.wording,
    c.change.column_name as column_name,
    c.change.before as before,
    c.change.after as after
from ops.overrides as o
left join changed as c using (line_number)
left join claims.claims as w on w.claim_id = c.change.claim_id
