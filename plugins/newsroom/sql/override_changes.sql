-- Grain: one row per number that a correction changed, with the claim that it counts.
with changed as (
    select override_id, unnest(changes) as change, generate_subscripts(changes, 1) as number from ops.overrides where override_id is not null
)
select
    x.override_id,
    x.change.claim_id as claim_id,
    c.wording,
    x.change.column_name as column_name,
    x.change.before as before,
    x.change.after as after
from changed as x
left join claims.claims as c on c.claim_id = x.change.claim_id
order by x.override_id, c.wording, x.change.claim_id, x.number
