-- Grain: one row per wanted article. A table of its own, so that no optimiser joins all articles, texts and all, before it picks
-- the few that are wanted.
select n.article_no, n.article_id, n.char_count
from numbered n
join wanted_numbers w on w.article_no = n.article_no
