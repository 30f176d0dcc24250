"""From kept pages to articles: main text, metadata, and everything that was taken out, with reasons."""

METHOD_VERSION = "clean-5"
