"""Claims: who states what, in whose words, and how many independent origins stand behind it."""

METHOD_VERSION = "claims-7"
