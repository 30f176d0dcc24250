"""Who looks at the pages. Airflow's side of it lies in newsroom_plugin.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from itsdangerous import BadData, URLSafeTimedSerializer

FORM_SECONDS = 12 * 3600
_SALT = "newsroom-correction"


@dataclass(frozen=True)
class Visitor:
    """A signed-in user."""

    user_id: str
    name: str
    may_correct: bool


# A FastAPI dependency that gives the visitor, or raises HTTPException 401 or 403.
Admit = Callable[..., Any]


def sign_form(secret: str, visitor: Visitor) -> str:
    """A token that only a form shown to this visitor has."""
    return str(URLSafeTimedSerializer(secret, salt=_SALT).dumps(visitor.user_id))


def is_own_form(secret: str, visitor: Visitor, token: str, request: Request) -> bool:
    """The form was shown to this visitor today, and was sent from a page of this host."""
    try:
        signed = URLSafeTimedSerializer(secret, salt=_SALT).loads(token, max_age=FORM_SECONDS)
    except BadData:
        return False
    site = request.headers.get("sec-fetch-site", "same-origin")
    return signed == visitor.user_id and site == "same-origin"
