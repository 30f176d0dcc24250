-- Who says that the wall may not survive the spring melt, each from which origin, and what tells so?
select origin_name, is_origin_held, outlet_name, kind, text, rule_id, evidence
from origins_of('spring melt')
order by origin_name, outlet_name, mention_id;
