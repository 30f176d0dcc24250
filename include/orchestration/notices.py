"""Tells people when a run fails, is late or waits for them. Off until one of the two connections exists.

| connection | what it is |
|---|---|
| `wiretrace_webhook` | its host is an address that takes `{"text": "…"}`, as Slack, Mattermost and Teams do; its password, if any, is appended as the secret part of the path |
| `wiretrace_mail` | an SMTP connection whose extra names `to` (a list) and `from_email` |
"""

from __future__ import annotations

import asyncio
import html
import logging
from typing import Any

from orchestration.notes import note_failure

WEBHOOK = "wiretrace_webhook"
MAIL = "wiretrace_mail"
TIMEOUT_SECONDS = 10
LOG = logging.getLogger(__name__)


def explain_failure(context: Any) -> None:
    """Airflow's callback for a task that has failed for good: on the run's note, and to whoever is connected."""
    task, error = context["ti"], context.get("exception")
    dag_run = context["dag_run"]
    reason = f"{type(error).__name__}: {error}" if error else "it was ended from outside"
    name = f"{task.task_id}[{task.map_index}]" if task.map_index >= 0 else task.task_id
    note_failure(dag_run.dag_id, dag_run.run_id, name, reason)
    if task.map_index < 0:  # one source of many that is down is told on the note; the day goes on without it
        tell(f"{_name(dag_run.dag_id, dag_run.partition_key)}: {name} failed: {reason}\n\nRun {dag_run.run_id}")


async def warn_late(context: dict[str, Any]) -> None:
    """Airflow's callback for a run that missed its deadline. It comes for failed runs too, which were told already."""
    run, deadline = context["dag_run"], context["deadline"]["deadline_time"]
    if run.get("state") == "failed":
        return
    named = _name(run["dag_id"], run.get("partition_key"))
    await asyncio.to_thread(tell, f"{named} is late: not finished by {deadline}\n\nRun {run['dag_run_id']}")


def ask(dag_run: Any, question: str) -> None:
    """Tell that a run waits for somebody's answer."""
    tell(f"{_name(dag_run.dag_id, dag_run.partition_key)} waits for a decision: {question}\n\nRun {dag_run.run_id}")


def _name(dag_id: str, partition_key: str | None) -> str:
    return f"{dag_id} {partition_key}" if partition_key else dag_id


def tell(text: str) -> None:
    """Send to each connection there is. The first line is the subject. What cannot be sent is logged, not raised."""
    for connection_id, send in ((WEBHOOK, _post), (MAIL, _mail)):
        connection = _connection(connection_id)
        if connection is None:
            continue
        try:
            send(connection, text)
        except Exception:
            LOG.exception("A notice could not be sent to %s", connection_id)


def _connection(connection_id: str) -> Any | None:
    from airflow.sdk import BaseHook
    from airflow.sdk.exceptions import AirflowNotFoundException, AirflowRuntimeError

    try:
        return BaseHook.get_connection(connection_id)
    except (AirflowNotFoundException, AirflowRuntimeError):
        return None


def _post(connection: Any, text: str) -> None:
    import httpx

    address = "/".join(part for part in (str(connection.host).rstrip("/"), connection.password) if part)
    httpx.post(address, json={"text": text}, timeout=TIMEOUT_SECONDS).raise_for_status()


def _mail(connection: Any, text: str) -> None:
    from airflow.providers.smtp.hooks.smtp import SmtpHook

    with SmtpHook(smtp_conn_id=MAIL) as smtp:
        smtp.send_email_smtp(
            to=connection.extra_dejson["to"],
            subject=text.partition("\n")[0],
            html_content=f"<pre>{html.escape(text)}</pre>",
        )
