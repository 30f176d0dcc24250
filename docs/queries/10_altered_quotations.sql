-- Where did a copy change the words, the speaker or the verb?
select source_speaker, source_text, derived_speaker, derived_text, round(fidelity, 2) as fidelity
from marts.quote_drift
where is_speaker_dropped or is_speaker_changed or fidelity < 1
order by fidelity, source_text, derived_text
limit 30;
