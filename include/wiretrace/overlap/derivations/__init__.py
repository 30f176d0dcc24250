"""Who took shared text from whom."""
