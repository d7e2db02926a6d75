from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.models.fields import TimeZoneField


class Publisher(models.Model):
    """An outlet, agency or office that articles come from."""

    class Kind(models.TextChoices):
        OUTLET = "outlet", _("outlet")
        AGENCY = "agency", _("news agency")
        MINISTRY = "ministry", _("public office")
        OTHER = "other", _("other")

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    domain = models.CharField(_("domain"), max_length=253, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.OUTLET)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO 3166 code"))
    time_zone = TimeZoneField(verbose_name=_("time zone"), help_text=_("Decides which day “Thursday” is."))

    class Meta:
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")

    def __str__(self) -> str:
        return self.name
