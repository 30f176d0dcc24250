-- Grain: one row per article and field, with the field's length in characters.
select article_id, 'text' as field, length(text)::bigint as field_length from core.articles
union all
select article_id, 'title' as field, length(coalesce(title, ''))::bigint as field_length from core.articles
