-- Grain: one row per short passage and fingerprint inside it, as the left article has it.
select p.passage_no, p.left_no, p.right_no, g.fingerprint
from short_passages p
join current_grams g on g.article_no = p.left_no
where g.kind_no = 0 and g.token_position >= p.left_start and g.token_position + 8 <= p.left_end
