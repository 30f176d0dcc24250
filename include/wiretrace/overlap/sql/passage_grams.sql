-- Grain: one row per short passage and fingerprint inside it, as the left article has it.
with every_gram as (
    select article_no, fingerprint, token_position from current_grams where kind_no = 0
    union all
    select article_no, fingerprint, token_position from partner_grams
)
select p.passage_no, p.left_no, p.right_no, g.fingerprint
from short_passages p
join every_gram g on g.article_no = p.left_no
where g.token_position >= p.left_start and g.token_position + $gram_words <= p.left_end
