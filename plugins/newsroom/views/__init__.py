"""What each page shows, read from the published database into frozen data."""
