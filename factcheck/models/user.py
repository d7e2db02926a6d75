from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.models.fields import TimeZoneField
from factcheck.roles import HasRoles


class User(HasRoles, AbstractUser):
    """Somebody who signs in, or the machine account that a token speaks for."""

    display_name = models.CharField(_("display name"), max_length=120, blank=True)
    time_zone = TimeZoneField(verbose_name=_("time zone"))

    def __str__(self) -> str:
        return self.display_name or self.username
