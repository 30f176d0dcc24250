-- Which headlines say more than their article, or the opposite, or may?
select outlet_id, h.support, h.headline, h.body_text
from marts.headline_support as h
join core.articles using (article_id)
where h.support in ('opposite', 'stronger', 'unclear')
order by h.support, outlet_id, h.headline;
