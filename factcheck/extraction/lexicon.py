"""Word lists, written as running text so that they stay readable and quick to add to."""


def words(text: str) -> frozenset[str]:
    """The blank-separated words of ``text``."""
    return frozenset(text.split())


def in_order(text: str) -> tuple[str, ...]:
    """The blank-separated words of ``text``, as they stand."""
    return tuple(text.split())


#: Words that take back some of what is said.
HEDGES = words(
    "possibly perhaps probably likely unlikely reportedly allegedly apparently supposedly seemingly "
    "presumably maybe might may could appears appear appeared seems seem seemed suggests alleged "
    "suspected purported believed potentially roughly arguably unconfirmed preliminary"
)
NEGATIVE_WORDS = words("no not n't never nobody nothing none neither nor without")
