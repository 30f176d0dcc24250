"""`make restore SNAPSHOT=…`: an earlier state of the data, back in place."""

from __future__ import annotations

import os

from wiretrace.answer import cite
from wiretrace.layout import Layout
from wiretrace.search.index import update_index
from wiretrace.warehouse.connection import WarehouseInUse
from wiretrace.warehouse.snapshots import SnapshotError, list_snapshots, restore


def restore_snapshot(name: str) -> int:
    """Exit status 0, or 1 after saying why nothing was restored. Without a name: lists what there is."""
    layout = Layout.from_environment()
    if not name:
        for path in list_snapshots(layout):
            print(f"{path.name}  {path.stat().st_size / 1e6:.0f} MB")
        print("make restore SNAPSHOT=… takes a date, an id or a file name")
        return 0
    if _airflow_runs():
        print("Nothing was restored: Airflow is running here and may write meanwhile. Stop it first (make up: Ctrl-C).")
        return 1
    try:
        before = restore(layout, name)
    except (SnapshotError, WarehouseInUse) as error:
        print(f"Nothing was restored: {error}")
        return 1
    update_index(layout)  # the search of the pages follows the published state
    print(f"Restored: {cite(layout.public)}\nThe warehouse of before: {os.path.relpath(before)}")
    return 0


def _airflow_runs() -> bool:
    from orchestration.local import scheduler_runs  # a list of snapshots needs no Airflow

    return scheduler_runs()
