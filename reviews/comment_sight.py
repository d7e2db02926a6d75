"""Who reads which comment when."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from factcheck.models import User
from reviews.models import Assignment, Comment, CommentRevision


def visible_to(user: User, *, at: datetime) -> QuerySet[Comment]:
    """The comments that ``user`` may see at ``at``, taken back or not.

    Their own. What was said before this round, or since the review is revealed, or where only one verdict is
    wanted. An expert's, who rules on nothing, unless the desk would rather wait. And in a blind round what somebody
    said who does not rule in it, and might not have come to when they wrote: an editor's note. An answer is seen
    with what it answers.
    Nobody is let in earlier, whatever their role, as with verdicts.
    """
    said = Comment.objects.filter(_open_to_all(at=at))
    return Comment.objects.filter(
        Q(author=user) | (_open_to_all(at=at) & (Q(thread__isnull=True) | Q(thread__in=said.values("pk"))))
    )


def _open_to_all(*, at: datetime) -> Q:
    # Of somebody who leased after they wrote, what was read is known, but nobody reads it from then on.
    rules_in_it = Assignment.objects.filter(
        review=OuterRef("review"),
        reviewer=OuterRef("author"),
        round__gte=OuterRef("review__blind_from_round"),
    )
    return (
        Q(kind=Comment.Kind.EXPERT, review__desk__policy__experts_heard_at_once=True)
        | Q(round__lt=F("review__blind_from_round"))
        | Q(review__required_verdicts=1)
        | Q(review__reveal_at__lte=at)
        | (Q(kind=Comment.Kind.REMARK, author_might_rule=False) & ~Q(Exists(rules_in_it)))
    )


def with_words(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """Loads what ``newest`` and the pages need, in two queries."""
    newest_last = CommentRevision.objects.select_related("payload").order_by("number")
    return comments.select_related("author", "withdrawal", "review").prefetch_related(
        Prefetch("revisions", queryset=newest_last)
    )


def newest(comment: Comment) -> CommentRevision:
    """The wording that counts; needs ``with_words``."""
    return list(comment.revisions.all())[-1]
