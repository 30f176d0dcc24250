-- Grain: one row per correction that the last run knew: what it did with it.
select override_id, state, detail as note
from ops.overrides
where override_id is not null
