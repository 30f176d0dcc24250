-- Which articles changed after we first saw them, how, and do they admit it?
select outlet_id, title_after, difference, correction_note
from marts.article_revisions
order by outlet_id, title_after, seen_on_after;
