"""From configured sources to raw pages kept as WARC."""
