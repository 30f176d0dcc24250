"""Drawings: pure functions from rows to SVG."""
