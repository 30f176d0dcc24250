"""The addresses of the pages. Each can be shared: what a page shows stands in its address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import HTTPException
from fastapi.responses import RedirectResponse, Response

from newsroom import corrections, downloads
from newsroom.access import Visitor, is_own_form, sign_form
from newsroom.database import Reading
from newsroom.listing import ALL_ROWS, read_page
from newsroom.method import read_columns
from newsroom.rendering import STATIC, render
from newsroom.tables import TABLES
from newsroom.tables.outlet import OUTLETS
from newsroom.views.article import read_article
from newsroom.views.claim import read_claim
from newsroom.views.compare import read_comparison
from newsroom.views.outlet import read_outlet
from newsroom.views.quality import read_quality, read_run, read_urls
from newsroom.views.search import KINDS, read_found, read_search
from newsroom.views.story import read_story
from newsroom.views.today import SORTS, read_state, read_stories, read_today
from wiretrace.export import claim_jsonld, write_jsonld
from wiretrace.search.finding import NoIndex

MOST_FORM_BYTES = 20_000


def _visitor(request: Request) -> Visitor:
    """Who was admitted; a request that nobody admitted has none and fails here."""
    visitor = request.state.visitor
    assert isinstance(visitor, Visitor)  # noqa: S101 - set by the application's own dependency
    return visitor


VisitorDep = Annotated[Visitor, Depends(_visitor)]


@contextmanager
def _reading(request: Request) -> Iterator[Reading]:
    with request.app.state.published.reading() as reading:
        yield reading


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", ""))


def _found(view: object, noun: str) -> None:
    if view is None:
        raise HTTPException(404, f"There is no such {noun} in the published database.")


def today(request: Request) -> Response:
    with _reading(request) as reading:
        view = read_today(reading, request.query_params)
    if not view.state.article_count:
        return render(request, "empty", file="")
    return render(request, "today", view=view)


def stories(request: Request) -> Response:
    with _reading(request) as reading:
        sort, page = read_stories(reading, request.query_params)
    return render(request, "stories", sort=sort, sorts=SORTS, page=page)


def story(request: Request, story_id: str) -> Response:
    with _reading(request) as reading:
        view = read_story(reading, story_id, _root(request), request.query_params)
    _found(view, "story")
    assert view is not None  # noqa: S101
    if view.head.story_id != story_id:
        return RedirectResponse(f"{_root(request)}/story/{view.head.story_id}", 301)
    return render(request, "story", view=view)


def claim(request: Request, claim_id: str, visitor: VisitorDep) -> Response:
    settings = request.app.state.settings
    with _reading(request) as reading:
        view = read_claim(reading, claim_id, request.query_params)
        _found(view, "claim")
        assert view is not None  # noqa: S101
        pending = corrections.pending_for(reading, settings.overrides, view.mention_ids)
    return render(request, "claim", view=view, pending=pending, token=sign_form(settings.secret, visitor))


def compare(request: Request, a: str, b: str, visitor: VisitorDep, furniture: str = "") -> Response:
    settings = request.app.state.settings
    with _reading(request) as reading:
        view = read_comparison(reading, a, b, request.query_params, has_furniture=furniture == "1")
        _found(view, "pair of articles")
        pending = corrections.pending_for(reading, settings.overrides, {a, b})
    return render(request, "compare", view=view, pending=pending, token=sign_form(settings.secret, visitor))


def article(request: Request, article_id: str) -> Response:
    with _reading(request) as reading:
        view = read_article(reading, article_id, _root(request), request.query_params)
    _found(view, "article")
    return render(request, "article", view=view)


def outlets(request: Request) -> Response:
    with _reading(request) as reading:
        page = read_page(reading, OUTLETS, request.query_params, 50)
    return render(request, "outlets", page=page)


def outlet(request: Request, outlet_id: str) -> Response:
    with _reading(request) as reading:
        view = read_outlet(reading, outlet_id, request.query_params)
    _found(view, "outlet")
    return render(request, "outlet", view=view)


def quality(request: Request) -> Response:
    with _reading(request) as reading:
        view = read_quality(reading, request.query_params)
    return render(request, "quality", view=view)


def urls(request: Request) -> Response:
    with _reading(request) as reading:
        page = read_urls(reading, request.query_params)
    return render(request, "urls", page=page)


def run(request: Request, visitor: VisitorDep, dag_id: str, run_id: str) -> Response:
    date = request.app.state.settings.date_of_run(dag_id, run_id, visitor)
    with _reading(request) as reading:
        view = read_run(reading, dag_id, run_id, date, request.query_params)
        state = read_state(reading)
    return render(request, "run", view=view, state=state)


def search(request: Request) -> Response:
    with _reading(request) as reading:
        try:
            view = read_search(reading, request.app.state.settings.search, request.query_params)
        except NoIndex:
            return render(request, "unindexed", 503)
    return render(request, "search", view=view)


def claim_as_jsonld(request: Request, claim_id: str) -> Response:
    """The claim as schema.org data."""
    with _reading(request) as reading:
        try:
            content = claim_jsonld(reading.cursor, claim_id)
        except LookupError as error:
            raise HTTPException(404, "There is no such claim in the published database.") from error
    return Response(write_jsonld(content), media_type="application/ld+json")


def method(request: Request) -> Response:
    return render(request, "method", columns=read_columns())


def show_corrections(request: Request, visitor: VisitorDep) -> Response:
    settings = request.app.state.settings
    with _reading(request) as reading:
        found = corrections.read_file(reading, settings.overrides)
    return render(request, "corrections", file=found)


async def add_correction(request: Request, visitor: VisitorDep) -> Response:
    """Append one correction, then show the page it came from, where it is pending."""
    settings = request.app.state.settings
    if not visitor.may_correct:
        raise HTTPException(403, "Your Airflow role may look, but not correct.")
    body = await request.body()
    if len(body) > MOST_FORM_BYTES:
        raise HTTPException(413, "That is too long.")
    form = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
    if not is_own_form(settings.secret, visitor, form.get("token", ""), request):
        raise HTTPException(403, "The form is too old, or was not sent from these pages. Nothing was recorded.")
    try:
        corrections.record(settings.overrides, visitor, form)
    except (corrections.RefusedOverride, corrections.OverridesError) as error:
        raise HTTPException(422, f"Nothing was recorded: {error}") from error
    return RedirectResponse(_root(request) + _own_path(form.get("back", "")), 303)


def _own_path(path: str) -> str:
    """A page of ours to go back to, whatever the form says."""
    kind, _, rest = path.removeprefix("/").partition("/")
    return f"/{kind}/{quote(rest)}#corrections" if kind in ("claim", "compare") else "/corrections"


def download(request: Request, name: str, extension: str) -> Response:
    """The whole table behind a page's table; its own parameters stand in the address."""
    table = TABLES.get(name)
    if table is None or extension not in downloads.FORMATS:
        raise HTTPException(404, "There is no such table.")
    values = {parameter: request.query_params.get(parameter, "") for parameter in table.parameters}
    with _reading(request) as reading:
        wanted: dict[str, object] = dict(values)
        if table in KINDS.values():
            keys = read_found(request.app.state.settings.search, table, values["q"])
            wanted = {"keys": keys}
        found = reading.table(name, **wanted, limit=ALL_ROWS, offset=0)
    shown = downloads.file_name(name, values, extension)
    return Response(
        downloads.write_table(found, extension),
        media_type=downloads.FORMATS[extension],
        headers={"Content-Disposition": f'attachment; filename="{shown}"'},
    )


def static(name: str) -> Response:
    if name not in STATIC:
        raise HTTPException(404, "There is no such file.")
    content, kind = STATIC[name]
    return Response(content, media_type=kind)


def build_router() -> APIRouter:
    router = APIRouter()
    pages: dict[str, Callable[..., Response]] = {
        "/": today, "/stories": stories, "/story/{story_id}": story, "/claim/{claim_id}.jsonld": claim_as_jsonld,
        "/claim/{claim_id}": claim,
        "/compare/{a}/{b}": compare, "/article/{article_id}": article, "/outlets": outlets,
        "/outlet/{outlet_id:path}": outlet, "/search": search, "/quality": quality, "/urls": urls, "/run": run, "/method": method,
        "/corrections": show_corrections, "/table/{name}.{extension}": download, "/static/{name}": static,
    }  # fmt: skip
    for path, page in pages.items():
        router.add_api_route(path, page, methods=["GET"], response_model=None)
    router.add_api_route("/corrections", add_correction, methods=["POST"], response_model=None)
    return router
