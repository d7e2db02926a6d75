import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import Payload, User
from factcheck.models.append_only import append_only
from reviews.models.outcome import Outcome
from reviews.models.review import Review


def random_slug() -> str:
    """Public addresses tell nobody how many there are."""
    return secrets.token_urlsafe(9)


class FactCheck(models.Model):
    """The published form of an outcome, written by people and approved by another."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_APPROVAL = "in_approval", _("in approval")
        PUBLISHED = "published", _("published")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("withdrawn")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="fact_checks")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="fact_checks")
    slug = models.CharField(max_length=16, unique=True, default=random_slug, editable=False)
    state = models.CharField(
        _("state"), max_length=16, choices=State.choices, default=State.DRAFT, editable=False
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="fact_checks")
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    self_approved = models.BooleanField(
        _("approved by its author"),
        default=False,
        editable=False,
        help_text=_("The desk's policy lets authors do so; readers are told."),
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="supersedes"
    )
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)

    class Meta:
        verbose_name = _("fact check")
        verbose_name_plural = _("fact checks")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="superseded", superseded_by__isnull=False)
                | (~Q(state="superseded") & Q(superseded_by__isnull=True)),
                name="fact_check_superseded_iff_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_approval"])
                | Q(approved_by__isnull=False) & (~Q(approved_by=F("author")) | Q(self_approved=True)),
                name="fact_check_out_only_if_another_approved",
            ),
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(state__in=["draft", "in_approval"]),
                name="fact_check_one_in_the_works_a_review",
            ),
        ]

    def __str__(self) -> str:
        return str(self.review)


class FactCheckRevision(models.Model):
    """The words of a fact check at one moment: headline, claim reviewed, summary, body, chosen evidence,
    and the public line on what was changed."""

    class Kind(models.TextChoices):
        COPY = "copy", _("copy")
        TYPO = "typo", _("typo")
        CLARIFICATION = "clarification", _("clarification")
        UPDATE = "update", _("update")
        CORRECTION = "correction", _("correction")

    fact_check = models.ForeignKey(FactCheck, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.COPY)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    payload = models.OneToOneField(Payload, on_delete=models.PROTECT, related_name="fact_check_revision")
    is_announced = models.BooleanField(
        _("announced"), default=False, help_text=_("Its words have a public line on what was changed.")
    )
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["fact_check", "number"], name="fact_check_revision_number_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["copy", "typo"]) | Q(is_announced=True),
                name="fact_check_correction_says_so_in_public",
            ),
        ]
        triggers = append_only("fact check revision")

    def __str__(self) -> str:
        return f"{self.fact_check} r{self.number}"
