"""A vote to close says what with: where the claim should stand, or which review it repeats."""

from dataclasses import dataclass
from typing import Any

from factcheck.errors import FieldError, InvalidInput, KnownClaim, Redacted, TextChanged
from factcheck.marking import Part, check_span
from factcheck.models import ArticleVersion
from reviews.models import Review, Verdict

CloseReason = Verdict.CloseReason


@dataclass(frozen=True)
class SpanInput:
    """Code points [start, end) of a part; ``version``: the number looked at, None: the one that holds the claim."""

    start: int
    end: int
    part: Part = "text"
    version: int | None = None


def columns_of(
    close_reason: str, *, span: SpanInput | None, duplicate_of: int | None, review: Review
) -> dict[str, Any]:
    """What of a vote goes into the verdict's columns. The caller holds the review's row.

    Raises:
        InvalidInput: something is missing, does not belong to the reason, or is not there.
        TextChanged, KnownClaim, Redacted: the claim cannot be put there.
    """
    _refuse_what_does_not_belong(close_reason, span=span, duplicate_of=duplicate_of)
    if span and close_reason == CloseReason.WRONG_SPAN:
        return {"close_reason": close_reason, **_span_columns(span, review)}
    if duplicate_of and close_reason == CloseReason.DUPLICATE:
        check_duplicate(duplicate_of, review)
        return {"close_reason": close_reason, "duplicate_of_id": duplicate_of}
    return {"close_reason": close_reason}


def _refuse_what_does_not_belong(
    close_reason: str, *, span: SpanInput | None, duplicate_of: int | None
) -> None:
    belongs = [
        ("span", span, CloseReason.WRONG_SPAN, "Mark where the claim should begin and end."),
        (
            "duplicate_of",
            duplicate_of,
            CloseReason.DUPLICATE,
            "Give the number of the review that it repeats.",
        ),
    ]
    for name, given, reason, wanted in belongs:
        if given is None and close_reason == reason:
            raise InvalidInput(wanted, errors=[FieldError(name, "required", wanted)])
        if given is not None and close_reason != reason:
            detail = f"“{name}” belongs to the close reason {reason.value} alone. Leave it out."
            raise InvalidInput(detail, errors=[FieldError(name, "does_not_belong", detail)])


def _span_columns(span: SpanInput, review: Review) -> dict[str, Any]:
    return {
        "span_version": _version_for(span, review),
        "span_part": span.part,
        "span_start": span.start,
        "span_end": span.end,
    }


def _version_for(span: SpanInput, review: Review) -> ArticleVersion:
    """The version that holds the claim, where ``factcheck.editing`` could put it at ``span`` now."""
    anchor = review.claim.anchors.standing().select_related("version").latest("version__number")
    version = anchor.version
    if version.redacted_at:
        raise Redacted("The article was taken down; there are no words to mark.")
    if span.version not in (None, version.number):
        raise TextChanged(
            f"The claim stands in version {version.number} of the article now. Mark the words there.",
            version=version.number,
            text_sha256=version.text_sha256,
        )
    check_span(span.start, span.end, part=span.part, whole=version.part(span.part))
    if span.part != anchor.part:
        detail = f"The claim stands in the {anchor.get_part_display()}. Mark its words there."
        raise InvalidInput(detail, errors=[FieldError("span", "other_part", detail)])
    there = version.anchors.filter(part=span.part, start=span.start, end=span.end).order_by("pk").first()
    if there:
        raise KnownClaim(
            "The claim stands exactly there."
            if there.claim_id == review.claim_id
            else f"Claim {there.claim_id} stands exactly there. This one repeats it.",
            claim=there.claim_id,
        )
    return version


def check_duplicate(number: int, review: Review) -> None:
    """Raises InvalidInput where ``review`` cannot be a duplicate of that one."""
    if number == review.pk:
        detail = "A review does not repeat itself. Give the number of the other one."
        raise InvalidInput(detail, errors=[FieldError("duplicate_of", "itself", detail)])
    other = Review.objects.filter(pk=number).only("state", "merged_into").first()
    if other is None:
        detail = f"There is no review {number}."
        raise InvalidInput(detail, errors=[FieldError("duplicate_of", "does_not_exist", detail)])
    if other.state == Review.State.MERGED:
        detail = f"Review {number} was merged into {other.merged_into_id}. Give that number."
        raise InvalidInput(detail, errors=[FieldError("duplicate_of", "merged", detail)])
    if other.state == Review.State.DISMISSED:
        detail = (
            f"Review {number} was dismissed. Close this one for the same reason, or name one that is alive."
        )
        raise InvalidInput(detail, errors=[FieldError("duplicate_of", "dismissed", detail)])
