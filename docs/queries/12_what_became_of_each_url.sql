-- What became of every address seen, and why was it not loaded?
select partition_key, source_id, outcome, cause, url_count
from marts.url_outcomes
order by partition_key, source_id, outcome, cause;
