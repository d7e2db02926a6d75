"""Fields and checks that several models share."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(
            _("%(name)s is not a time zone. Use a name like Europe/Kyiv."), params={"name": name}
        )


class TimeZoneField(models.CharField):
    """An IANA time zone name."""

    def __init__(self, **options: object) -> None:
        super().__init__(
            **{"max_length": 64, "default": "UTC", "validators": [validate_time_zone], **options}  # type: ignore[arg-type]
        )


class Sha256Field(models.CharField):
    """64 lower-case hexadecimal digits."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"max_length": 64, **options})  # type: ignore[arg-type]
