from dataclasses import asdict, dataclass
from typing import Any, Literal, cast

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import ArticleVersion, ClaimAnchor
from reviews.models.review import Review

Part = Literal["title", "text"]


class CloseReason(models.TextChoices):
    """Why a review ends without a rating. A vote like one."""

    NOT_A_CLAIM = "not_a_claim", _("not a claim")
    WRONG_SPAN = "wrong_span", _("wrong span")
    DUPLICATE = "duplicate", _("duplicate")
    UNVERIFIABLE = "unverifiable", _("cannot be verified")
    NEEDS_EXPERT = "needs_expert", _("needs an expert")


@dataclass(frozen=True)
class CorrectedSpan:
    """Where the claim should stand: code points [start, end) of a part of one version, by its number."""

    part: Part
    start: int
    end: int
    version: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class SaysHowToClose(models.Model):
    """What a vote to close, and an outcome that closes, says beside its reason: the right span, or the other review."""

    close_reason = models.CharField(_("close reason"), max_length=16, choices=CloseReason.choices, blank=True)
    span_version = models.ForeignKey(ArticleVersion, on_delete=models.PROTECT, null=True, related_name="+")
    span_part = models.CharField(max_length=8, choices=ClaimAnchor.Part.choices, blank=True)
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)
    duplicate_of = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def corrected_span(self) -> CorrectedSpan | None:
        if self.span_version is None or self.span_start is None or self.span_end is None:
            return None
        return CorrectedSpan(
            cast(Part, self.span_part), self.span_start, self.span_end, self.span_version.number
        )

    @property
    def closing(self) -> dict[str, Any]:
        """The columns above, to be copied into another row."""
        names = ("close_reason", "span_version_id", "span_part", "span_start", "span_end", "duplicate_of_id")
        return {name: getattr(self, name) for name in names}


def closes_one_way(name: str) -> list[models.CheckConstraint]:
    """A span belongs to “wrong span”, whole or not at all; another review to “duplicate”. ``name`` of the table."""
    no_span = Q(span_version=None, span_part="", span_start=None, span_end=None)
    whole_span = ~Q(span_part="") & Q(span_version__isnull=False, span_end__gt=F("span_start"))
    return [
        models.CheckConstraint(
            condition=no_span | (whole_span & Q(close_reason="wrong_span")), name=f"{name}_span_of_wrong_span"
        ),
        models.CheckConstraint(
            condition=Q(duplicate_of=None) | Q(close_reason="duplicate"), name=f"{name}_other_of_duplicate"
        ),
    ]
