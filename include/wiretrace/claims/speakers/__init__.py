"""Who the speakers of a story are, however each article calls them."""
