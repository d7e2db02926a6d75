"""What may be told of a review while its last verdict may still be taken back: that it is open, as before."""

from dataclasses import dataclass
from datetime import datetime

from factcheck import history
from factcheck.models import Event
from reviews.models import Review


@dataclass(frozen=True)
class Told:
    """Where a review stands, as far as everybody may know."""

    state: Review.State
    since: datetime
    reason: str


def told_of(review: Review, *, at: datetime) -> Told:
    """``Review.told_to_be`` asks the same of many. Whoever asks, whatever their role: an editor's word is a leak too."""
    if not review.is_settling(at=at):
        return Told(Review.State(review.state), review.state_since, review.reason)
    opened = (
        Event.objects.filter(stream=history.stream_of(review), to_state=Review.State.OPEN)
        .select_related("payload")
        .order_by("-seq")[0]
    )
    content = (opened.payload.content if opened.payload else None) or {}
    return Told(Review.State.OPEN, opened.occurred_at, content.get("reason", ""))
