"""Who is told of what: those concerned, and of a comment only while they may read it.

A notice is written in the transaction of what it tells of. It is never withheld at writing: whether a comment may
be read changes with time, so ``visible_to`` asks whenever somebody looks.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models import User
from reviews import comment_sight
from reviews.models import Assignment, Comment, Notice, Review

Kind = Notice.Kind

_SENTENCES = {
    Kind.ASSIGNED: _("%(who)s gave you a review."),
    Kind.MENTIONED: _("%(who)s mentioned you."),
    Kind.REPLIED: _("%(who)s replied in a thread of yours."),
    Kind.EXPERT: _("The expert you asked has answered."),
    Kind.SENT_BACK: _("%(who)s sent a review back that you ruled on. It is done again."),
    Kind.OVERDUE: _("It was due %(due)s."),
    Kind.WORDS_CHANGED: _("The article changed the words of a claim that you are reviewing."),
}
#: Where a review still wants work.
_UNDER_WAY = (Review.State.TRIAGE, Review.State.OPEN, Review.State.ON_HOLD, Review.State.DISPUTED)


def visible_to(user: User, *, at: datetime) -> QuerySet[Notice]:
    """The notices for ``user``; of a comment that is hidden or was taken back there is none."""
    readable = comment_sight.visible_to(user, at=at).filter(withdrawal__isnull=True)
    return Notice.objects.filter(recipient=user).filter(
        Q(comment__isnull=True) | Q(comment__in=readable.values("pk"))
    )


def mark_read(user: User, *, notice_id: int | None = None) -> None:
    """Note that ``user`` has read one of their visible notices, or all of them (None). Safe to repeat."""
    now = timezone.now()
    unread = visible_to(user, at=now).filter(read_at__isnull=True)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    Notice.objects.filter(pk__in=list(unread.values_list("pk", flat=True))).update(read_at=now)


def link_of(notice: Notice) -> str:
    """Where the desk shows what it is about."""
    comment = f"#comment-{notice.comment_id}" if notice.comment_id else ""
    return f"/desk/reviews/{notice.review_id}/{comment}"


def in_words(notice: Notice) -> str:
    """What happened, in a sentence of ours: no word of an article, no word of a comment."""
    return _SENTENCES[Kind(notice.kind)] % {
        "who": notice.actor or "",
        "due": notice.due_at and timezone.localtime(notice.due_at).strftime("%d %b %H:%M"),
    }


# --- What is told ----------------------------------------------------------------------------------------


def of_comment(comment: Comment, *, called: Iterable[User]) -> None:
    """Tell those called by name, and those who take part in the thread. Of one comment everybody hears once."""
    told: dict[int, str] = {}
    if comment.thread_id is not None:
        thread = Comment.objects.filter(Q(pk=comment.thread_id) | Q(thread=comment.thread_id))
        told = dict.fromkeys(thread.exclude(author=None).values_list("author_id", flat=True), Kind.REPLIED)
    told |= {user.pk: Kind.MENTIONED for user in called}
    told.pop(comment.author_id or 0, None)
    Notice.objects.bulk_create(
        [
            Notice(recipient_id=pk, kind=kind, review=comment.review, comment=comment, actor=comment.author)
            for pk, kind in told.items()
        ],
        ignore_conflicts=True,  # told when it was first written
    )


def of_expert(comment: Comment, *, asked_by: User) -> None:
    """Tell the editor who asked an expert that the answer is there."""
    Notice.objects.create(recipient=asked_by, kind=Kind.EXPERT, review=comment.review, comment=comment)


def of_assignment(assignment: Assignment, *, actor: User) -> None:
    """Tell a reviewer that an editor gave them a review."""
    _tell([assignment.reviewer_id], Kind.ASSIGNED, assignment.review, actor=actor)


def of_sending_back(review: Review, *, actor: User, round_number: int) -> None:
    """Tell those who ruled in the round that is done again."""
    ruled = Assignment.objects.filter(
        review=review, round=round_number, status=Assignment.Status.SUBMITTED
    ).exclude(reviewer=actor)
    _tell(ruled.values_list("reviewer_id", flat=True).distinct(), Kind.SENT_BACK, review, actor=actor)


def of_changed_words(review: Review) -> None:
    """Tell whoever holds the review that they have other words before them."""
    held = Assignment.objects.filter(review=review, status=Assignment.Status.ACTIVE)
    _tell(held.values_list("reviewer_id", flat=True), Kind.WORDS_CHANGED, review, actor=None)


def _tell(recipients: Iterable[int], kind: Kind, review: Review, *, actor: User | None) -> None:
    Notice.objects.bulk_create(
        Notice(recipient_id=pk, kind=kind, review=review, actor=actor) for pk in recipients
    )


def tell_overdue(*, at: datetime, limit: int = 500) -> int:
    """Tell whoever holds a review that is overdue, and the editor who triaged it; how many were told. Safe to repeat.

    Once for each due time: who takes the review afterwards reads that it is late. A review that settles is told to
    be open, so it counts as under way: an editor who heard nothing would know that it is settled.
    """
    held = Assignment.objects.filter(status=Assignment.Status.ACTIVE)
    told = Notice.objects.filter(kind=Kind.OVERDUE, review=OuterRef("pk"), due_at=OuterRef("due_at"))
    late = (
        Review.objects.told_to_be(_UNDER_WAY, at=at)
        .filter(~Exists(told), due_at__lte=at)
        .filter(Q(triaged_by__isnull=False) | Exists(held.filter(review=OuterRef("pk"))))
        .order_by("due_at", "pk")[:limit]
    )
    fresh = [
        Notice(recipient_id=pk, kind=Kind.OVERDUE, review=review, due_at=review.due_at)
        for review in late
        for pk in {*held.filter(review=review).values_list("reviewer_id", flat=True), review.triaged_by_id}
        if pk is not None
    ]
    Notice.objects.bulk_create(fresh, ignore_conflicts=True)  # another worker may be at it
    return len(fresh)
