-- Grain: one row per kind, fingerprint, article and position, as integers: fingerprints of touched articles, and those that
-- changed articles held before, in every article that holds them now. What stands in one place only is left out.
with held_again as (
    select n.article_id
    from touched t
    join numbered n on n.article_no = t.article_no
    left join staged_changes c on c.article_id = n.article_id
    where c.article_id is null
),
wanted as (
    select fingerprint from staged_grams
    union all
    select fingerprint from former_grams
    union all
    select f.fingerprint
    from overlap.fingerprints f
    join held_again h on h.article_id = f.article_id
    where f.method_version = $method_version
),
every_holder as (
    select kind_no, fingerprint, article_no, token_position from staged_grams
    union all
    select case when f.kind = 'text' then 0 else 1 end as kind_no, f.fingerprint, n.article_no, f.token_position
    from overlap.fingerprints f
    join numbered n on n.article_id = f.article_id
    left join staged_changes c on c.article_id = f.article_id
    where c.article_id is null and f.method_version = $method_version
        and f.fingerprint in (select fingerprint from wanted)
),
repeated as (
    select fingerprint from every_holder group by fingerprint having count(*) > 1
    union
    select fingerprint from former_grams
)
select h.kind_no, h.fingerprint, h.article_no, n.partition_no, h.token_position
from every_holder h
join repeated r on r.fingerprint = h.fingerprint
join numbered n on n.article_no = h.article_no
