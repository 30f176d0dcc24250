-- Grain: one row: the line that names this very state of the data in a paper.
select
    format(
        'Wiretrace, snapshot {} of {} ({} articles, {} stories, {} claims; methods {}).',
        snapshot_id,
        strftime(published_at, '%-d %B %Y'),
        article_count,
        story_count,
        claim_count,
        (
            select string_agg(method_version, ', ' order by method_version)
            from (
                select distinct method_version from core.articles
                union
                select distinct method_version from overlap.derivations
                union
                select distinct method_version from claims.claims
            )
        )
    ) as citation,
    snapshot_id,
    published_at
from ops.published_snapshots
where is_current
