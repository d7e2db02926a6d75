"""A claim as it stood at a moment, as it was known then.

What is known by now of that moment does not count: a version that came in later is not there yet, and a reading that
a newer engine made replaces nothing. What was taken down since stays blank, however old the moment.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from factcheck import history
from factcheck.errors import FieldError, InvalidInput, NotThereYet
from factcheck.models import Claim, ClaimAnchor, ClaimDrift, ClaimPast, Event

#: An event in which somebody moved a claim's span; ``changed.span`` is [before, after].
EDITED = "claim.edited"


def parse_moment(text: str) -> datetime:
    """The moment that ``?at=`` names.

    Raises:
        InvalidInput: no moment, one without a time zone, or one to come.
    """
    try:
        moment = parse_datetime(text.replace(" ", "+"))  # "+02:00" that nobody escaped
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment):
        raise _refused("at is a moment with its time zone: 2026-03-14T09:10:00Z.", "invalid")
    if moment > timezone.now():
        raise _refused("at lies in the future. Nobody knows yet how things will stand then.", "future")
    return moment


def _refused(detail: str, code: str) -> InvalidInput:
    return InvalidInput(detail, errors=[FieldError("at", code, detail)])


def claim_at(claim: Claim, at: datetime) -> ClaimAnchor:
    """Where ``claim`` stood at ``at``, with the claim as it was then. Nothing of it is to be saved.

    Raises:
        NotThereYet: it was found later.
    """
    anchor = (
        ClaimAnchor.objects.standing()
        .filter(claim=claim, created_at__lte=at)
        .select_related("claim", "version")
        .order_by("-version__number")
        .first()
    )
    if anchor is None:
        raise NotThereYet(f"Claim {claim.pk} was found at {claim.created_at.isoformat()}.")
    _take_span_back(anchor, at)
    anchor.newest_drift = (  # type: ignore[attr-defined]
        ClaimDrift.objects.filter(claim=claim, created_at__lte=at)
        .select_related("payload", "anchor__version", "previous__version")
        .order_by("-pk")
        .first()
    )
    past = (
        None
        if claim.redacted_at
        else ClaimPast.objects.filter(claim=claim, until__gt=at).order_by("until", "pk").first()
    )
    for column, value in (past.said if past else {}).items():
        setattr(anchor.claim, column, value)
    return anchor


def _take_span_back(anchor: ClaimAnchor, at: datetime) -> None:
    """Undo what people moved since, the last move first."""
    edits = Event.objects.filter(
        stream=history.stream_of(anchor.claim), kind=EDITED, recorded_at__gt=at
    ).select_related("payload")
    for event in edits.order_by("-seq"):
        span = event.said.get("changed", {}).get("span")
        if span and event.said["version"] == anchor.version.number:
            for name, value in span[0].items():
                setattr(anchor, name, value)
    words = anchor.version.part(anchor.part)  # blank where they were taken down
    anchor.quote = words[anchor.start : anchor.end]
