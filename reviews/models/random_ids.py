import secrets

#: A JavaScript number holds every whole number up to here.
_MOST = 2**53 - 1


def random_id() -> int:
    """A key for rows of which some are hidden: from numbers in a row one could tell that there is one between."""
    return 1 + secrets.randbelow(_MOST)
