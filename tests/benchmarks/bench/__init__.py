"""Quality and speed of the product beside named peers; `python -m bench` writes docs/BENCHMARKS.md."""
