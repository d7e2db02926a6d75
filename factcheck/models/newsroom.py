from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.models.fields import TimeZoneField
from factcheck.models.user import User


class Newsroom(models.Model):
    """Who runs this installation. There is one row."""

    name = models.CharField(_("name"), max_length=200)
    public_url = models.URLField(
        _("public address"), blank=True, help_text=_("Where readers find this newsroom.")
    )
    methodology = models.TextField(
        _("methodology"), blank=True, help_text=_("How claims are picked and checked.")
    )
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    time_zone = TimeZoneField(verbose_name=_("time zone"))

    class Meta:
        verbose_name = _("newsroom")
        verbose_name_plural = _("newsroom")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="newsroom_is_one")]

    def __str__(self) -> str:
        return self.name


class Desk(models.Model):
    """A section of the newsroom with members and a policy of its own; every review belongs to one."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="desks")
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), unique=True)
    members = models.ManyToManyField(User, related_name="desks", blank=True, verbose_name=_("members"))
    head = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="headed_desks",
        verbose_name=_("head of the desk"),
        help_text=_("Sees how often two reviewers agree, where the policy shows it."),
    )
    is_default = models.BooleanField(
        _("default"), default=False, help_text=_("Takes the claims that no rule sends elsewhere.")
    )

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="desk_default_is_one"
            )
        ]

    def __str__(self) -> str:
        return self.name
