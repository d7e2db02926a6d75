"""The record and the settings in the admin. One module a thing; importing it registers it."""

from factcheck.admin import articles, claims, feeds, groups, newsroom, publishers, runs, tokens, users

__all__ = ["articles", "claims", "feeds", "groups", "newsroom", "publishers", "runs", "tokens", "users"]
