-- Grain: one row per article whose revisions this load replaces, adds or removes.
select article_id from staged_revisions
union
select article_id
from core.revisions
where partition_key = $partition_key and source_id in (select source_id from loaded_sources)
