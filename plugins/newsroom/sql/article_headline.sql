-- Grain: one row per statement of an article's headline, beside what its text says of it.
select h.headline, h.support, h.body_text, h.headline_modality, h.body_modality, h.claim_id
from marts.headline_support as h
where h.article_id = $article_id
order by h.headline
limit $limit offset $offset
