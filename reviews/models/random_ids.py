import secrets

#: A JavaScript number holds every whole number up to here.
_MOST = 2**53 - 1


#: No sequence gets here.
_BEYOND_SEQUENCES = 2**52


def hidden_id() -> int:
    """A key for a hidden row of a table that counts the others: they go on as if it were not there."""
    return _BEYOND_SEQUENCES + secrets.randbelow(_BEYOND_SEQUENCES)


def random_id() -> int:
    """A key for rows of which some are hidden: from numbers in a row one could tell that there is one between."""
    return 1 + secrets.randbelow(_MOST)
