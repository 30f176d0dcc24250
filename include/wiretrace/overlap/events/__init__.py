"""Articles alike without shared runs: rewrites, and independent reports of one event."""
