-- Grain: one row: what was measured for a date, in one line.
with relations as (
    select relation, count(*) as derivation_count
    from overlap.derivations
    where partition_key = $partition_key and relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt')
    group by relation
)
select
    (select count(*) from core.articles where partition_key = $partition_key) || ' articles: '
    || coalesce(string_agg(derivation_count || ' ' || relation, ', ' order by derivation_count desc, relation), 'no copy among them')
    || '; ' || (select count(*) from overlap.stories) || ' stories in all'
from relations
