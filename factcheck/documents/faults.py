"""Whose fault it is that a file could not be read: the file's, or that of our own code."""

from pathlib import Path
from traceback import walk_tb

_PACKAGE = Path(__file__).resolve().parents[1]
#: What Python raises of code that is wrong. Parsers raise errors of their own, and ValueError, at what is damaged.
_OF_CODE = (AssertionError, AttributeError, IndexError, KeyError, NameError, TypeError, ZeroDivisionError)


def where_ours(error: Exception) -> str | None:
    """Where in our code ``error`` was raised, "documents/pdf.py:41 _page TypeError"; None: a parser met a bad file.

    Nothing of the message is told: it may hold words of the file.
    """
    if not isinstance(error, _OF_CODE):
        return None
    *_, (frame, line) = walk_tb(error.__traceback__)
    path = Path(frame.f_code.co_filename)
    if not path.is_relative_to(_PACKAGE):
        return None
    return f"{path.relative_to(_PACKAGE)}:{line} {frame.f_code.co_name} {type(error).__name__}"
