"""Who says what in which article, and how many origins remain behind each claim."""
