-- Where did a copy change the words, the speaker, the verb, the scope or a number?
select kinds, differences, source_speaker, source_text, derived_speaker, derived_text, round(fidelity, 2) as fidelity
from marts.quote_drift
where len(kinds) > 0
order by len(kinds) desc, fidelity, source_text, derived_text
limit 30;
