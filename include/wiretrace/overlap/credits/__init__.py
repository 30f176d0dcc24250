"""Whom texts name as their source."""
