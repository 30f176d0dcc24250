-- Grain: one row per story with the hash of its corrections as they are now, or null where it was measured with some and has none.
with placed as (
    select c.override_id, c.mention_count, m.story_id
    from mention_corrections as c
    join claims.mentions as m on m.mention_id = c.mention_id
),
complete as (
    select story_id, override_id
    from placed
    group by story_id, override_id
    having count(*) = any_value(mention_count)
),
present as (
    select story_id, left(sha256(string_agg(override_id, ' ' order by override_id)), 16) as overrides_hash
    from complete
    group by story_id
)
select coalesce(p.story_id, m.story_id) as story_id, p.overrides_hash
from present as p
full join (select story_id from claims.measured_stories where overrides_hash is not null) as m on m.story_id = p.story_id
