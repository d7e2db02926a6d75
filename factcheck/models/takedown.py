from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.models.append_only import append_only
from factcheck.models.user import User


class TakeDown(models.Model):
    """An order to blank an article's words. Its number is what blanked places show."""

    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, help_text=_("No personal data: this line stays."))
    created_at = models.DateTimeField(_("ordered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("take-down")
        verbose_name_plural = _("take-downs")
        triggers = append_only("take-down")

    def __str__(self) -> str:
        return f"take-down {self.pk}"
