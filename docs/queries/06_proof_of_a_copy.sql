-- What is the proof? The longest shared passages, as they stand in both articles.
select
    p.kind,
    p.word_count,
    l.outlet_id as left_outlet,
    r.outlet_id as right_outlet,
    substr(l.text, p.left_start + 1, least(p.left_end - p.left_start, 80)) as left_text,
    substr(r.text, p.right_start + 1, least(p.right_end - p.right_start, 80)) as right_text
from overlap.passages as p
join core.articles as l on l.article_id = p.left_article_id
join core.articles as r on r.article_id = p.right_article_id
order by p.word_count desc, l.outlet_id, r.outlet_id, p.left_start
limit 20;
