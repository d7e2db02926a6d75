"""Times as files write them."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from .types import Stamp

_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_LONGEST = 60
#: A date outside is a default of somebody's software.
_YEARS = range(1900, 2101)
#: "2024-03-09T10:00:00+0100" is written by half the world and read by Python only since 3.11; a blank in front
#: of the zone by nobody.
_ZONE_GAP = re.compile(r"(?<=\d) (?=[+-]\d\d:?\d\d$)")


def read_stamp(written: object) -> Stamp | None:
    """The time of an ISO 8601 or RFC 5322 date; None for anything else."""
    if not isinstance(written, str) or not 4 < len(written.strip()) <= _LONGEST:
        return None
    written = _ZONE_GAP.sub("", written.strip())
    value = _iso(written) or _mail(written)
    if value is None or value.year not in _YEARS:
        return None
    return Stamp(value, "day" if _DAY.match(written) else "time")


def _iso(written: str) -> datetime | None:
    if not written[:4].isdigit() or written[4:5] != "-":
        return None
    try:
        return datetime.fromisoformat(
            written.removesuffix(" UTC") + ("Z" if written.endswith(" UTC") else "")
        )
    except ValueError:
        return None


def _mail(written: str) -> datetime | None:
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
