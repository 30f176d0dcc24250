"""The marts: views that answer an analyst's first questions. Their SQL lies in warehouse/marts/."""

from __future__ import annotations

from dataclasses import dataclass

from wiretrace.warehouse.tables.declaration import Column


@dataclass(frozen=True)
class Mart:
    """A view `marts.<name>`; `columns` name and document exactly what its SQL selects, in order."""

    name: str
    grain: str
    columns: tuple[Column, ...]
    warning: str = ""

    @property
    def full_name(self) -> str:
        return f"marts.{self.name}"

    @property
    def comment(self) -> str:
        return f"One row per {self.grain}." + (f" {self.warning}" if self.warning else "")


MARTS: tuple[Mart, ...] = ()
