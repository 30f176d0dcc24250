"""Which articles share text, and where exactly."""
