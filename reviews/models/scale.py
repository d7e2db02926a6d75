from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RatingScale(models.Model):
    """The ratings that a review may get. A changed scale is a new version; a review keeps the one it has."""

    key = models.SlugField(_("key"))
    version = models.PositiveIntegerField(_("version"), default=1)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    ordered = models.BooleanField(_("ordered"), help_text=_("Ratings are steps from false to true."))
    is_default = models.BooleanField(_("default"), default=False)

    class Meta:
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="rating_scale_version_once"),
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="rating_scale_default_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class Rating(models.Model):
    """One step of a scale. ``value`` is ClaimReview's ratingValue, null where a number would mislead."""

    scale = models.ForeignKey(RatingScale, on_delete=models.CASCADE, related_name="ratings")
    position = models.PositiveSmallIntegerField(_("position"))
    key = models.SlugField(_("key"))
    label = models.CharField(_("label"), max_length=80)
    value = models.PositiveSmallIntegerField(_("value"), null=True, blank=True)
    meaning = models.TextField(_("meaning"))
    example = models.TextField(_("example"), blank=True)
    requires_finding = models.BooleanField(_("requires a finding"), default=False)
    publishable = models.BooleanField(_("publishable"), default=True)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["scale_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "key"], name="rating_key_once_a_scale"),
            models.UniqueConstraint(fields=["scale", "position"], name="rating_position_once_a_scale"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1), name="rating_value_from_1"
            ),
        ]

    def __str__(self) -> str:
        return self.label
