-- Grain: one row per fingerprint and position of an article held before, of those fingerprints that gathered articles hold
-- or changed ones held; of changed articles too. Of common ones, only what their first holders and gathered articles hold:
-- these have a scan of their own, since millions of others would be read to be thrown away.
with held_again as (
    select n.article_id
    from gathered g
    join numbered n on n.article_no = g.article_no
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
common as (
    select distinct fingerprint from common_grams
),
kept as (
    select article_id from held_again
    union
    select article_id from common_grams
),
rare as (
    select w.fingerprint
    from wanted w
    left join common c on c.fingerprint = w.fingerprint
    where c.fingerprint is null
)
select f.kind, f.fingerprint, f.article_id, f.token_position
from overlap.fingerprints f
where f.method_version = $method_version and f.fingerprint in (select fingerprint from rare)
union all
select f.kind, f.fingerprint, f.article_id, f.token_position
from overlap.fingerprints f
where f.method_version = $method_version and f.article_id in (select article_id from kept)
    and f.fingerprint in (select w.fingerprint from wanted w join common c on c.fingerprint = w.fingerprint)
