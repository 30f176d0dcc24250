"""The executor of one machine."""

from __future__ import annotations

from airflow.executors.local_executor import LocalExecutor


class QuietLocalExecutor(LocalExecutor):
    """Airflow's own, without its log server: that one listens on every network of the machine, and where all
    components share a disk the UI reads the logs from there."""

    serve_logs = False
