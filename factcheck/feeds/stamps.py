"""Times of feeds. Pure."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

#: A zone at the end of a time. Without one a time is a guess, and a claim's "on Thursday" would hang on it.
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d|\b(?:UT|GMT|UTC|[ECMP][SD]T))\s*(?:\([^)]*\))?$", re.IGNORECASE)
_YEARS = range(1990, 2100)


def read_stamp(text: str) -> datetime | None:
    """A time as feeds write it (RFC 3339 or RFC 5322), in UTC; None where it, its zone or its sense is missing."""
    text = text.strip()[:80]
    if not _ZONE.search(text):
        return None
    for read in (_rfc_3339, parsedate_to_datetime):
        try:
            moment = read(text)
            if moment.tzinfo and moment.year in _YEARS:
                return moment.astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


def _rfc_3339(text: str) -> datetime:
    return datetime.fromisoformat(text.upper().replace("UTC", "Z"))
