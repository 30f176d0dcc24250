"""The evaluation contract: thin functions over the product that any scorer can call.

Run scorers with `PYTHONPATH=include:tests/benchmarks`.
"""

from __future__ import annotations
