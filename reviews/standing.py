"""How the queue stands for one reviewer, and why a review comes."""

from datetime import datetime
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from factcheck.models import User
from reviews.models import Assignment, Review

#: Counting stops here: a person needs no more, and a full count of a large table is slow.
_CAP = 1000
_STAYED = {
    "stayed": gettext_lazy("you stay where you were"),
    "moved_on": gettext_lazy("nothing more is free where you were; this is the head of the queue"),
}


def why(review: Review, *, came_by: str = "") -> list[dict[str, str]]:
    """[{code, text}]: why this review came, the weightiest reason first. All of it stands on the row."""
    reasons = []
    if came_by:
        reasons.append((came_by, str(_STAYED[came_by])))
    if review.priority > 0:
        reasons.append(
            ("priority", _("an editor gave it priority %(priority)d") % {"priority": review.priority})
        )
    if review.due_at:
        reasons.append(("due", _("due %(due)s") % {"due": _moment(review.due_at)}))
    reasons.append(("score", _("check-worthiness %(score).2f") % {"score": review.claim.score}))
    if review.demand > 1:
        reasons.append(("demand", _("carried by %(count)d independent outlets") % {"count": review.demand}))
    if review.round > 1:
        reasons.append(("round", _("round %(round)d") % {"round": review.round}))
    reasons.append(("age", _("came in %(when)s") % {"when": _moment(review.created_at)}))
    return [{"code": code, "text": text} for code, text in reasons]


def of_queue(reviewer: User) -> dict[str, Any]:
    """Counts, and a sentence with its code: what there is to do, or why there is nothing, and until when."""
    now = timezone.now()
    for_me = _count(Review.objects.available(at=now).for_reviewer(reviewer))
    mine = Assignment.objects.filter(reviewer=reviewer, status=Assignment.Status.ACTIVE).count()
    triage = _count(Review.objects.filter(state=Review.State.TRIAGE))
    if for_me:
        message = ngettext("%(count)d review is free.", "%(count)d reviews are free.", for_me)
        code, until, message = "free", None, message % {"count": for_me}
    elif mine:
        code, until, message = "in_hand", None, _("What you hold is all there is for you.")
    else:
        code, until, message = _why_nothing(reviewer, triage, at=now)
    return {
        "available": for_me,
        "mine": mine,
        "waiting_in_triage": triage,
        "code": code,
        "until": until,
        "message": message,
    }


def _why_nothing(reviewer: User, triage: int, *, at: datetime) -> tuple[str, datetime | None, str]:
    """A review whose last verdict may still be taken back counts as open and taken, as it is told to be."""
    told_open = Review.objects.told_to_be([Review.State.OPEN], at=at)
    taken = told_open.for_reviewer(reviewer)
    if count := _count(taken):
        return _all_taken(count, taken.aggregate(first=Min("earliest_lease_expiry"))["first"])
    if told_open.exists():
        return (
            "not_for_you",
            None,
            _(
                "What is open is not for you: you triaged, skipped or ruled on it, or declared a conflict of interest."
            ),
        )
    if triage:
        message = ngettext(
            "Nothing is open. %(count)d claim waits for an editor's triage.",
            "Nothing is open. %(count)d claims wait for an editor's triage.",
            triage,
        )
        return "in_triage", None, message % {"count": triage}
    held = Review.objects.filter(state=Review.State.ON_HOLD)
    if count := _count(held):
        return _all_held(count, held.aggregate(first=Min("wake_at"))["first"])
    return "nothing", None, _("Nothing is open, and nothing waits for triage.")


def _all_taken(count: int, until: datetime | None) -> tuple[str, datetime | None, str]:
    if until is None:
        return "leased", None, _("Colleagues have all that is open.")
    message = ngettext(
        "A colleague has the one review that is open. Its lease ends at %(until)s.",
        "Colleagues have all %(count)d reviews that are open. The first lease ends at %(until)s.",
        count,
    )
    return "leased", until, message % {"count": count, "until": _moment(until)}


def _all_held(count: int, until: datetime | None) -> tuple[str, datetime | None, str]:
    message = ngettext(
        "Nothing is open. %(count)d review is on hold",
        "Nothing is open. %(count)d reviews are on hold",
        count,
    ) % {"count": count}
    if until is None:
        return "on_hold", None, _("%(held)s until an editor wakes it.") % {"held": message}
    return "on_hold", until, _("%(held)s; the first wakes at %(until)s.") % {
        "held": message,
        "until": _moment(until),
    }  # fmt: skip


def _moment(moment: datetime) -> str:
    """In the reader's zone; the day only where it is another one."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return local.strftime("%H:%M") if is_today else local.strftime("%d %b %H:%M")


def _count(reviews: QuerySet[Review]) -> int:
    return reviews.order_by()[:_CAP].count()
