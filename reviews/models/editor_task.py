from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import ClaimDrift, User
from reviews.models.fact_check import FactCheck


class EditorTask(models.Model):
    """A published fact check whose claim the outlet has changed since: an editor says what follows from it.

    What is published stands meanwhile: it rules on what was said then. One open task a fact check; it points
    at the newest change.
    """

    class Answer(models.TextChoices):
        CORRECTED = "corrected", _("the outlet corrected itself")
        RECHECK = "recheck", _("check it again")
        NOTHING = "nothing", _("nothing to do")

    fact_check = models.ForeignKey(FactCheck, on_delete=models.PROTECT, related_name="tasks")
    drift = models.ForeignKey(ClaimDrift, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=16, choices=Answer.choices, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("editor's task")
        verbose_name_plural = _("editor's tasks")
        constraints = [
            models.UniqueConstraint(
                fields=["fact_check"], condition=Q(answer=""), name="editor_task_one_open_a_fact_check"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="editor_task_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.fact_check)
