-- Grain: one row per common fingerprint and position in an article that is compared and whose holding of it was not read.
with common as (
    select distinct fingerprint from common_grams where kind_no = 0
),
partners as (
    select left_no as article_no from compared
    union
    select right_no from compared
)
select f.fingerprint, n.article_no, f.token_position
from overlap.fingerprints f
join common c on c.fingerprint = f.fingerprint
join numbered n on n.article_id = f.article_id
join partners p on p.article_no = n.article_no
left join staged_changes s on s.article_id = f.article_id
left join current_grams g on g.kind_no = 0 and g.fingerprint = f.fingerprint and g.article_no = n.article_no
    and g.token_position = f.token_position
where f.method_version = $method_version and f.kind = 'text' and s.article_id is null and g.fingerprint is null
