"""Asks a person before a day is loaded of which an unusual share is broken."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import ApprovalOperator

from orchestration.notices import ask

ANSWER_WITHIN = timedelta(hours=24)  # then the task fails, and nothing was loaded


class UnusualShareApproval(ApprovalOperator):
    """Waits for approval if there is a reason to ask (`body`), else passes at once.

    Approve loads what passed the gate; reject loads nothing of the run. The question stands in the
    UI under Required Actions, and goes to whoever `notices` reaches.
    """

    def __init__(self, *, reasons: Any, **options: Any) -> None:
        super().__init__(
            subject="Load a day of which an unusual share is broken?",
            body=reasons,
            response_timeout=ANSWER_WITHIN,
            **options,
        )

    def execute(self, context: Any) -> Any:
        if not self.body:
            return None
        ask(context["dag_run"], self.body)
        return super().execute(context)
