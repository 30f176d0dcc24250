-- Grain: one row per kind, fingerprint, article and position, as integers: fingerprints of gathered articles, and those that
-- changed articles held before, in every article that holds them now. What stands in one place only is left out.
with every_holder as (
    select kind_no, fingerprint, article_no, token_position from staged_grams
    union all
    select case when h.kind = 'text' then 0 else 1 end as kind_no, h.fingerprint, n.article_no, h.token_position
    from held_grams h
    join numbered n on n.article_id = h.article_id
    left join staged_changes c on c.article_id = h.article_id
    where c.article_id is null
),
repeated as (
    select fingerprint from every_holder group by fingerprint having count(*) > 1
    union
    select fingerprint from former_grams
)
select h.kind_no, h.fingerprint, h.article_no, n.partition_no, n.seen_at, h.token_position
from every_holder h
join repeated r on r.fingerprint = h.fingerprint
join numbered n on n.article_no = h.article_no
