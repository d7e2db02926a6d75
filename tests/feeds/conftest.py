from tests.fetching.conftest import _fresh_memory, site

__all__ = ["_fresh_memory", "site"]
