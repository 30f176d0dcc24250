"""Great Expectations gates: failing rows go to the quarantine, the rest go on."""
