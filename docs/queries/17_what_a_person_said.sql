-- What did the chief dam engineer say in her own words, in how many outlets does it stand, and from how many origins?
select text, max(outlet_count) as outlet_count, max(origin_count_low) as origin_count, list(distinct outlet_name order by outlet_name) as outlet_names
from quotes_of('ines falk')
where kind = 'direct'
group by claim_id, text
order by outlet_count desc, text;
