"""Wiretrace: how many independent sources really stand behind a claim."""
