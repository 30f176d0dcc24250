-- Which headlines say more than, or the opposite of, what their article says?
select outlet_id, h.support, h.headline, h.body_text
from marts.headline_support as h
join core.articles using (article_id)
where h.support in ('stronger', 'opposite')
order by h.support, outlet_id, h.headline;
