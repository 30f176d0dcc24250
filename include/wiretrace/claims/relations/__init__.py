"""What became of statements: changed by whoever took them, unsupported, contradicted, superseded."""
