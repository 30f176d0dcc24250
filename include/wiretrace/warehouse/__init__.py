"""The DuckDB file: its tables, one loader, one published copy."""
