-- What does a copy or rewrite state that no held source supports?
select derived_outlet_name, source_outlet_name, relation, text, missing_words, round(support, 2) as support, nearest_text
from marts.orphans
order by support, derived_outlet_name, text
limit 30;
