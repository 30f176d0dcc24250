"""Who took what text from whom, with the aligned passages as proof."""
