-- Grain: one row per address or file of an investigation that could not be read.
select url, cause
from ops.fetches
where source_id = $source_id and outcome not in ('loaded', 'unchanged')
order by url
