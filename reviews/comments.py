"""What people say about a review. Who reads it when: ``reviews.comment_sight``."""

from django.db import transaction
from django.utils import timezone

from factcheck import history
from factcheck.characters import check_characters
from factcheck.errors import FieldError, InvalidInput
from factcheck.models import User
from reviews import mentions, notices
from reviews.blindness import is_blind, might_rule
from reviews.comment_sight import newest, visible_to
from reviews.errors import CannotEdit, OwnWork
from reviews.models import Comment, CommentRevision, CommentWithdrawal, Review
from reviews.quoting import articles_quoted_on
from reviews.workflow import lock

#: Code points. What is longer is a rationale, or evidence.
MOST_CHARACTERS = 10_000


@transaction.atomic
def write(review_id: int, *, author: User, text: str, reply_to: int | None = None) -> Comment:
    """Say something about a review, or in a thread there.

    Raises:
        InvalidInput: no words, too many, or an answer to what ``author`` cannot see.
    """
    _check(text)
    review = lock(review_id)
    answered = _answered(review, reply_to, author)
    comment = Comment.objects.create(
        review=review,
        round=review.round,
        author=author,
        thread=answered and (answered.thread or answered),
        author_might_rule=might_rule(author, review),
    )
    _word(comment, review, text, actor=author, kind="comment.written", is_new=True)
    return comment


def hear(review: Review, *, name: str, affiliation: str, text: str, link_id: int) -> Comment:
    """An expert's answer, on a locked review. Who wrote it is what they say of themselves.

    Raises:
        InvalidInput: no words, or too many.
    """
    _check(text)
    comment = Comment.objects.create(
        review=review, round=review.round, kind=Comment.Kind.EXPERT, author_might_rule=False
    )
    words = {"text": text, "mentions": [], "name": name, "affiliation": affiliation}
    revision = CommentRevision.objects.create(
        comment=comment,
        number=1,
        payload=history.store_payload(words, article_ids=articles_quoted_on(review)),
    )
    details = {"comment": comment.pk, "expert_link": link_id}
    history.record(review, "comment.written", actor=None, details=details, rows=[comment, revision])
    return comment


def _answered(review: Review, reply_to: int | None, author: User) -> Comment | None:
    if reply_to is None:
        return None
    seen = visible_to(author, at=timezone.now()).select_related("thread")
    answered = seen.filter(review=review, pk=reply_to).first()
    if answered is None:
        detail = "There is no such comment on this review to answer."
        raise InvalidInput(detail, errors=[FieldError("reply_to", "does_not_exist", detail)])
    return answered


@transaction.atomic
def edit(comment_id: int, *, author: User, text: str) -> Comment:
    """Word one's comment anew; the earlier wording stays in the history. The same text again changes nothing.

    Raises:
        OwnWork: it is somebody else's.
        CannotEdit: it was taken back; or it is there for all to read while ``author`` might rule unseen, so that new
            words in it would say what a comment of this round could not.
        InvalidInput: no words, or too many.
    """
    _check(text)
    comment, review = _own(comment_id, author)
    if CommentWithdrawal.objects.filter(comment=comment).exists():
        raise CannotEdit("It was taken back. Write a new one.")
    is_hidden = comment.author_might_rule and comment.round >= review.blind_from_round
    if is_blind(review, at=timezone.now()) and might_rule(author, review) and not is_hidden:
        raise CannotEdit("Colleagues read it already, and this round is blind. Write a new comment.")
    if newest(comment).words["text"] != text:
        _word(comment, review, text, actor=author, kind="comment.edited")
    return comment


@transaction.atomic
def withdraw(comment_id: int, *, author: User) -> Comment:
    """Take one's comment back: its place stays, its words are shown no more. Safe to repeat.

    Raises:
        OwnWork: it is somebody else's.
    """
    comment, review = _own(comment_id, author)
    withdrawal, is_new = CommentWithdrawal.objects.get_or_create(comment=comment)
    if is_new:
        history.record(
            review,
            "comment.withdrawn",
            actor=author,
            details={"comment": comment.pk},
            rows=[withdrawal],
        )
    return comment


def _own(comment_id: int, author: User) -> tuple[Comment, Review]:
    """The comment and its review, whose row is locked."""
    review = lock(Comment.objects.values_list("review_id", flat=True).get(pk=comment_id))
    comment = Comment.objects.prefetch_related("revisions__payload").get(pk=comment_id)
    if comment.author_id != author.pk:
        raise OwnWork("Only its author can change a comment.")
    return comment, review


def _word(
    comment: Comment, review: Review, text: str, *, actor: User, kind: str, is_new: bool = False
) -> None:
    """Store words, write history, and tell those who are called or answered."""
    called = mentions.mentioned_in(text)
    number = comment.revisions.count() + 1
    words = {"text": text, "mentions": [user.username for user in called]}
    revision = CommentRevision.objects.create(
        comment=comment,
        number=number,
        payload=history.store_payload(words, article_ids=articles_quoted_on(review)),
    )
    history.record(
        review,
        kind,
        actor=actor,
        details={"comment": comment.pk, "revision": number},
        rows=[comment, revision] if is_new else [revision],
    )
    notices.of_comment(comment, called=called)


def _check(text: str) -> None:
    detail = ""
    if not text.strip():
        detail = "Write something."
    elif len(text) > MOST_CHARACTERS:
        detail = f"A comment has at most {MOST_CHARACTERS} characters; this one has {len(text)}."
    if detail:
        raise InvalidInput(detail, errors=[FieldError("text", "invalid", detail)])
    check_characters(text, field_name="text")
