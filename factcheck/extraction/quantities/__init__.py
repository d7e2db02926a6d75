"""Numbers with their units, bounds and counted nouns."""
