-- Grain: one row per common fingerprint and position in an article that is compared and whose holding of it was not read.
with common as (
    select distinct fingerprint from common_grams where kind_no = 0
)
select t.fingerprint, t.article_no, t.token_position
from text_grams t
join common c on c.fingerprint = t.fingerprint
left join current_grams g on g.kind_no = 0 and g.fingerprint = t.fingerprint and g.article_no = t.article_no
    and g.token_position = t.token_position
where g.fingerprint is null
