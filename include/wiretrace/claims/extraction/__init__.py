"""Who states what in one article: attributed words, the narrator's statements, headlines, amounts."""
