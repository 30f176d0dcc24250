-- What is the proof? The passages of the Courier's article on the evacuation that stand in the agency's, side by side.
select kind, word_count, first_text, second_text, relation, source, round(confidence, 2) as confidence
from compare('kestrel wire evacuated', 'courier valley evacuation');
