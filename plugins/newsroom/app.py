"""The newsroom as one web application. Who may see it is decided by the `admit` it is given, for every address."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import HTTPException, RequestValidationError
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException

from newsroom.access import Admit, Visitor
from newsroom.database import NotPublished, Published
from newsroom.rendering import render
from newsroom.routes import build_router

# Nothing is loaded from anywhere else, no script or style stands in a page, and only Airflow may frame it.
POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "form-action 'self'",
    "base-uri 'none'", "frame-ancestors 'self'",
))  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Which date Airflow gives a run: (dag id, run id, visitor) → partition key; none if unknown or not theirs to see.
DateOfRun = Callable[[str, str, Visitor], "str | None"]


@dataclass(frozen=True)
class Settings:
    """What the pages need to know. `secret` signs forms and is the same in every process that serves them."""

    public: Path
    search: Path
    overrides: Path
    secret: str
    date_of_run: DateOfRun = lambda dag_id, run_id, visitor: None


def create_app(settings: Settings, admit: Admit) -> FastAPI:
    """Every route asks `admit` first; there is no public one."""

    def remember(request: Request, visitor: Visitor = Depends(admit)) -> None:  # noqa: B008 - only known here
        request.state.visitor = visitor

    app = FastAPI(dependencies=[Depends(remember)], docs_url=None, redoc_url=None, openapi_url=None)
    app.state.settings = settings
    app.state.published = Published(settings.public)
    app.include_router(build_router())
    app.middleware("http")(_add_headers)
    app.add_exception_handler(StarletteHTTPException, _explain)
    app.add_exception_handler(RequestValidationError, _explain_request)
    app.add_exception_handler(NotPublished, _explain_absence)
    app.add_exception_handler(duckdb.CatalogException, _explain_age)
    app.add_exception_handler(duckdb.BinderException, _explain_age)
    return app


async def _add_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


async def _explain(request: Request, error: Exception) -> HTMLResponse:
    assert isinstance(error, StarletteHTTPException)  # noqa: S101 - registered for it alone
    if error.status_code in (401, 403) and not hasattr(request.state, "visitor"):
        return render(request, "signin", error.status_code, detail=str(error.detail))
    return render(request, "error", error.status_code, status_code=error.status_code, detail=str(error.detail))


async def _explain_request(request: Request, error: Exception) -> HTMLResponse:
    return await _explain(request, HTTPException(400, "This address lacks something, or has something it should not."))


async def _explain_absence(request: Request, error: Exception) -> HTMLResponse:
    return render(request, "empty", 503, file=str(error))


async def _explain_age(request: Request, error: Exception) -> HTMLResponse:
    return render(request, "outdated", 503, detail=str(error).splitlines()[0])
