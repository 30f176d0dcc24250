"""Articles on one event, and its copies, over days."""
