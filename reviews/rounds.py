"""Why a review is done again."""

from factcheck import history
from factcheck.models import Event
from reviews.models import Review
from reviews.workflow.edges import NEW_ROUND

_BEGIN = [f"review.{move}" for move in NEW_ROUND]


def why_again(review: Review) -> str:
    """What whoever began this round said: an adjudicator who sent it back, an editor who opened it again.

    Empty in a first round, where nobody said anything, and once the words were taken down. From the history: the
    review's own ``reason`` is another one as soon as it is held and woken.
    """
    if review.round == 1:
        return ""
    began = Event.objects.filter(stream=history.stream_of(review), kind__in=_BEGIN).select_related("payload")
    newest = began.order_by("-seq").first()
    content = (newest.payload.content if newest and newest.payload else None) or {}
    return str(content.get("reason", ""))
