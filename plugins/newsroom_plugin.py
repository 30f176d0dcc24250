"""Puts the newsroom into Airflow: an entry in the navigation, a view on every Dag run, behind Airflow's own sign-in.

A plugin's application has no authentication of its own. Should Airflow move the checks used here, nobody is admitted.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, ClassVar
from urllib.parse import urlsplit

from airflow.configuration import conf
from airflow.plugins_manager import AirflowPlugin
from fastapi import Depends, HTTPException

from newsroom.access import Visitor
from newsroom.app import Settings, create_app
from wiretrace.layout import Layout

CORRECTED_DAG = "measure_claims"  # who may edit it may correct what it measures

try:
    from airflow.api_fastapi.app import get_auth_manager
    from airflow.api_fastapi.auth.managers.models.resource_details import AccessView, DagDetails
    from airflow.api_fastapi.core_api.security import get_user, requires_access_view
    from airflow.models.dagrun import DagRun
    from airflow.utils.session import create_session
    from sqlalchemy import select

    _see_plugins = requires_access_view(AccessView.PLUGINS)

    def admit(user: Annotated[Any, Depends(get_user)], _: Annotated[None, Depends(_see_plugins)]) -> Visitor:
        """The signed-in user, if their role may see plugins."""
        may_correct = get_auth_manager().is_authorized_dag(
            method="PUT", details=DagDetails(id=CORRECTED_DAG), user=user
        )
        return Visitor(str(user.get_id()), str(user.get_name()), bool(may_correct))

    def date_of_run(dag_id: str, run_id: str, visitor: Visitor) -> str | None:
        """The run's partition key, from Airflow's own tables."""
        with create_session() as session:
            query = select(DagRun.partition_key).where(DagRun.dag_id == dag_id, DagRun.run_id == run_id)
            return session.scalar(query)

except ImportError:

    def admit() -> Visitor:
        raise HTTPException(403, "Airflow's sign-in check was not found: the newsroom stays closed.")

    def date_of_run(dag_id: str, run_id: str, visitor: Visitor) -> str | None:
        return None


def _settings() -> Settings:
    layout = Layout(Path(os.environ.get("WIRETRACE_DATA", "data")))
    secret = conf.get("api_auth", "jwt_secret", fallback="") or conf.get("api", "secret_key")
    return Settings(layout.public, layout.search, layout.overrides, secret, date_of_run)


_PREFIX = urlsplit(conf.get("api", "base_url", fallback="")).path.rstrip("/")


class Newsroom(AirflowPlugin):
    name = "newsroom"
    fastapi_apps: ClassVar = [{"app": create_app(_settings(), admit), "url_prefix": "/newsroom", "name": "Newsroom"}]
    external_views: ClassVar = [
        {
            "name": "Newsroom",
            "href": f"{_PREFIX}/newsroom/",
            "destination": "nav",
            "url_route": "newsroom",
            "nav_top_level": True,
            "icon": f"{_PREFIX}/newsroom/static/icon.svg",
            "icon_dark_mode": f"{_PREFIX}/newsroom/static/icon-dark.svg",
        },
        {
            "name": "Newsroom",
            "href": f"{_PREFIX}/newsroom/run?dag_id={{DAG_ID}}&run_id={{RUN_ID}}",
            "destination": "dag_run",
            "url_route": "newsroom-run",
        },
    ]
