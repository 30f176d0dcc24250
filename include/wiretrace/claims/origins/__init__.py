"""Where each mention comes from, and how many origins a claim has."""
