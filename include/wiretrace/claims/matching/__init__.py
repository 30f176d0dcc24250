"""Which mentions state the same."""
