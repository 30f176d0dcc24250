-- Grain: one row per story with that id (or an id it once had) or with those words in its title, else in a headline of its articles.
with by_id as (
    select story_id from overlap.stories where story_id = named
    union
    select story_id from overlap.story_aliases where alias_story_id = named
),
by_title as (
    select story_id from overlap.stories where has_words(title, named)
),
by_headline as (
    select distinct sa.story_id
    from overlap.story_articles as sa
    join core.articles as a using (article_id)
    where has_words(a.title, named)
)
select story_id from by_id
union all
select story_id from by_title where not exists (from by_id)
union all
select story_id from by_headline where not exists (from by_id) and not exists (from by_title)
