"""Comparison and ranking of claims: pure Python, no Django, no database."""
