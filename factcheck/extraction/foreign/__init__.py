"""Texts that are not English: what can be read of them without English rules, and nothing more."""
