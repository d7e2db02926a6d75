from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models.pipeline import PipelineRun


class LanguageModelCall(models.Model):
    """One question to the language model: what the budget counts, and what it cost. It holds no words.

    The row is committed before the question is sent, so that a worker that dies has still spent its call.
    """

    class Outcome(models.TextChoices):
        ASKED = "asked", _("asked")
        ANSWERED = "answered", _("answered")
        FAILED = "failed", _("failed")

    run = models.ForeignKey(PipelineRun, on_delete=models.PROTECT, related_name="calls")
    piece = models.PositiveSmallIntegerField(_("piece"), help_text=_("0, 1, 2 … within the text"))
    model = models.CharField(_("model"), max_length=100)
    prompt_version = models.CharField(_("prompt"), max_length=10)
    characters = models.PositiveIntegerField(_("characters sent"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, default=Outcome.ASKED)
    error = models.CharField(_("error"), max_length=200, blank=True)
    prompt_tokens = models.PositiveIntegerField(_("tokens of the question"), default=0)
    answer_tokens = models.PositiveIntegerField(_("tokens of the answer"), default=0)
    kept = models.PositiveSmallIntegerField(_("kept"), default=0)
    refused = models.JSONField(_("refused"), default=dict, help_text=_("{reason: how many}"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now, db_index=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        verbose_name = _("call of the language model")
        verbose_name_plural = _("calls of the language model")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="asked", answered_at__isnull=True)
                | (~Q(outcome="asked") & Q(answered_at__isnull=False)),
                name="language_model_call_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"call {self.pk} of {self.model}"
