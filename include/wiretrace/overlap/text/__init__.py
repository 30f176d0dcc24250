"""Texts as tokens, n-grams and weighted words."""
