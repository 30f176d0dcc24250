-- Grain: one row per article with that id or address, else with those words in its outlet's name and headline.
with known as (
    select article_id from core.articles where named in (article_id, url, canonical_url)
),
worded as (
    select a.article_id
    from core.articles as a
    left join core.outlets as o using (outlet_id)
    where has_words(concat_ws(' ', o.name, a.outlet_id, a.title), named)
)
select article_id from known
union all
select article_id from worded where not exists (from known)
