"""Times as they come in."""

from typing import Any

from rest_framework import serializers

from factcheck.moments import OUT_OF_CALENDAR, check_has_come, check_in_calendar


class Moment(serializers.DateTimeField):
    """A time of the years 1900 to 2199; ``has_come``: and none that is yet to come."""

    default_error_messages = {"overflow": OUT_OF_CALENDAR}

    def __init__(self, *, has_come: bool = False, help_text: str = "", **options: Any) -> None:
        bounds = "From 1900 to 2199" + (", not in the future." if has_come else ".")
        super().__init__(help_text=f"{help_text} {bounds}".strip(), **options)
        self.validators = [*self.validators, check_in_calendar, *([check_has_come] if has_come else [])]
