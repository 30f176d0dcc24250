"""From raw pages to clean article text with metadata and the blocks that were removed."""
