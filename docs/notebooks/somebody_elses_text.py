"""How much of this week's coverage is somebody else's text, and which claims stand on one origin?

Open it with `make notebook`; it reads the published database only.
"""

import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import os
    from pathlib import Path

    import altair as alt
    import duckdb
    import marimo as mo

    data = Path(os.environ.get("WIRETRACE_DATA", Path(__file__).parents[2] / "data"))
    con = duckdb.connect(str(data / "public" / "wiretrace.duckdb"), read_only=True)
    return alt, con, mo


@app.cell
def _(con, mo):
    [(citation,)] = con.sql("select citation from citation()").fetchall()
    [(week, first_day, last_day, days)] = con.sql("""
        select strftime(max(seen_on::date), '%G-W%V'), min(seen_on), max(seen_on), count(distinct seen_on)
        from marts.article_reuse
        where date_trunc('week', seen_on::date) = (select max(date_trunc('week', seen_on::date)) from marts.article_reuse)
    """).fetchall()
    mo.md(f"""
    # How much of this week's coverage is somebody else's text, and which claims stand on one origin?

    **Material.** Everything fetched in the week {week}: {days} days, {first_day} to {last_day}.
    {citation}

    **Method.** A word counts as *somebody else's* when the article has it from a held article, when it rewrites
    another, or when the text is credited to an agency. A claim counts as standing on *one origin* when all its mentions go back to one
    reporting act, copies folded. Both err to one side: what we do not hold cannot be recognised, so the shares of own
    text are upper bounds.
    """)
    return first_day, last_day, week


@app.cell
def _(con, first_day, last_day):
    articles = con.sql(
        "select * from marts.article_reuse where seen_on between $first and $last",
        params={"first": first_day, "last": last_day},
    )
    words = con.sql("""
        unpivot (
            select
                seen_on, outlet_name, outlet_kind,
                word_count * own_share as own,
                word_count * agency_share as agency,
                word_count * credited_copy_share as "credited copy",
                word_count * uncredited_copy_share as "copy without credit"
            from articles
        )
        on own, agency, "credited copy", "copy without credit" into name whose value words
    """).df()
    articles = articles.df()
    return articles, words


@app.cell
def _(articles, mo, words):
    by_whose = words.groupby("whose").words.sum().drop("own") / words.words.sum()
    taken_share = by_whose.sum()
    mo.md(f"""
    ## 1. Whose words are they?

    Of {articles.word_count.sum():,} words in {len(articles)} articles, **{taken_share:.0%} are somebody else's**:
    {", ".join(f"{share:.0%} {whose}" for whose, share in by_whose.sort_values(ascending=False).items())}.
    """)
    return (taken_share,)


@app.cell
def _(alt, words):
    kinds = ["own", "credited copy", "agency", "copy without credit"]
    colour = alt.Color("whose:N", scale=alt.Scale(domain=kinds, range=["#4c78a8", "#72b7b2", "#eeca3b", "#e45756"]))
    by_day = (
        alt.Chart(words, title="Words by day")
        .mark_bar()
        .encode(x=alt.X("seen_on:O", title=None), y=alt.Y("sum(words):Q", title="words"), color=colour)
    )
    by_day
    return by_day, colour


@app.cell
def _(alt, colour, words):
    by_outlet = (
        alt.Chart(words, title="Share of each outlet's words")
        .mark_bar()
        .encode(
            y=alt.Y("outlet_name:N", title=None, sort=alt.EncodingSortField("words", op="sum", order="descending")),
            x=alt.X("sum(words):Q", stack="normalize", title="share", axis=alt.Axis(format="%")),
            color=colour,
            tooltip=["outlet_name", "outlet_kind", "whose", alt.Tooltip("sum(words):Q", format=",.0f")],
        )
    )
    by_outlet
    return (by_outlet,)


@app.cell
def _(con, first_day, last_day):
    claims = con.sql(
        """
        select c.*
        from marts.claim_origins as c
        join marts.article_reuse as a on a.article_id = c.first_article_id
        where a.seen_on between $first and $last and c.article_count >= 2
        """,
        params={"first": first_day, "last": last_day},
    ).df()
    echoes = claims[claims.origin_count_high == 1].sort_values(["outlet_count", "article_count"], ascending=False)
    return claims, echoes


@app.cell
def _(claims, echoes, mo):
    echo_share = len(echoes) / len(claims) if len(claims) else 0.0
    wide = echoes[echoes.outlet_count >= 3]
    mo.md(f"""
    ## 2. Which claims stand on one origin?

    {len(claims)} claims are in two or more articles. **{len(echoes)} of them ({echo_share:.0%}) stand on one origin**;
    {len(wide)} of these are in three or more outlets.
    """)
    return echo_share, wide


@app.cell
def _(alt, claims):
    reach = (
        alt.Chart(claims, title="Claims by outlets that print them and origins behind them")
        .mark_circle()
        .encode(
            x=alt.X("outlet_count:O", title="outlets"),
            y=alt.Y("origin_count_low:O", title="origins", sort="descending"),
            size=alt.Size("count():Q", title="claims"),
        )
    )
    reach
    return (reach,)


@app.cell
def _(echoes, mo):
    columns = ["wording", "speaker_name", "outlet_count", "origin_names", "story_title"]
    mo.ui.table(echoes[columns].head(15), selection=None, label="The loudest echoes")
    return


@app.cell
def _(articles, con, first_day, last_day, mo, taken_share):
    # Only derivations that are nearly certain count: how far does the answer hang on the others?
    [(sure_share,)] = con.sql(
        """
        with sure as (
            select derived_article_id as article_id, max(coalesce(derived_containment, case when relation = 'excerpt' then 0.0 else 1.0 end)) as taken_share
            from overlap.derivations
            where relation in ('mirror', 'wire_copy', 'rewrite', 'excerpt') and confidence >= 0.8
            group by derived_article_id
        )
        select sum(word_count * coalesce(taken_share, 0)) / sum(word_count)
        from marts.article_reuse
        left join sure using (article_id)
        where seen_on between $first and $last
        """,
        params={"first": first_day, "last": last_day},
    ).fetchall()
    mo.md(f"""
    ## 3. How sure is that?

    With nothing but derivations of a confidence of 0.8 or more, {sure_share:.0%} of the words are somebody else's,
    instead of {taken_share:.0%}. {(articles.own_share > 0.95).mean():.0%} of the articles show no trace of a source; some of
    them may copy what we do not hold.
    """)
    return (sure_share,)


@app.cell
def _(echo_share, echoes, mo, taken_share, week, wide):
    loudest = echoes.iloc[0] if len(echoes) else None
    example = (
        f"The farthest travelled, “{loudest.wording}”, is in {loudest.outlet_count} outlets and comes from"
        f" {', '.join(loudest.origin_names) or 'an origin that could not be told'}."
        if loudest is not None
        else ""
    )
    answer = (
        f"In the week {week}, {taken_share:.0%} of the words were somebody else's, and {echo_share:.0%} of the claims"
        f" that more than one article states stand on one origin, {len(wide)} of them in three or more outlets. {example}"
    )
    mo.md(f"## Answer\n\n{answer}")
    return (answer,)


if __name__ == "__main__":
    app.run()
