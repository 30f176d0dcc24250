"""The steps of measure_overlap, measure_claims and publish_warehouse: read the warehouse, hand on files, load once."""

from __future__ import annotations
