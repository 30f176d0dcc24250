"""Finds articles, claims, speakers and outlets by their words, in an index beside the published database."""
