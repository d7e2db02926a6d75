"""Word lists, written as running text so that they stay readable and quick to add to."""


def words(text: str) -> frozenset[str]:
    """The blank-separated words of ``text``."""
    return frozenset(text.split())


def in_order(text: str) -> tuple[str, ...]:
    """The blank-separated words of ``text``, as they stand."""
    return tuple(text.split())
