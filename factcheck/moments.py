"""Which moments people may name: those that a calendar shows in every time zone.

Year 1 and year 9999 are the "no date" of somebody's software, and cannot be shown or reckoned with: a day before the
one, or an hour east of the other, is outside of what a ``datetime`` holds.
"""

from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
#: The first that is too late.
END = datetime(2200, 1, 1, tzinfo=UTC)
OUT_OF_CALENDAR = _("Give a time from the years 1900 to 2199, or leave it out.")
#: By so much the clock of somebody's computer may be fast.
_FAST = timedelta(minutes=5)


def check_in_calendar(moment: datetime) -> None:
    """Raises ValidationError (``out_of_calendar``)."""
    if not EARLIEST <= moment < END:
        raise ValidationError(OUT_OF_CALENDAR, code="out_of_calendar")


def check_has_come(moment: datetime) -> None:
    """Raises ValidationError (``future``)."""
    if moment > timezone.now() + _FAST:
        raise ValidationError(_("That is yet to come. Give the time at which it was."), code="future")
