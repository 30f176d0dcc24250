-- Which claims does everybody print and only one source vouch for?
select wording, article_count, outlet_count, origin_names, copy_ratio
from marts.echoes
order by outlet_count desc, article_count desc, claim_id;
