"""Who is told of what: those concerned, once, and never of what they may not read."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from reviews import comments, handing_over, notices, queue, workflow
from reviews.models import Notice, Review
from tests.factories import (
    AssignmentFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    let_undo_pass,
    revise,
)

pytestmark = pytest.mark.django_db


def told(user, *, at=None):
    visible = notices.visible_to(user, at=at or timezone.now())
    return sorted(visible.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@editor look", {"editor"}),
        ("Ask @editor.", {"editor"}),
        ("(@editor, @adjudicator)", {"editor", "adjudicator"}),
        ("@editor @editor", {"editor"}),
        ("mail me at press@editor", set()),
        ("@nobody", set()),
        ("@stranger", set()),  # who may see no review
        ("@gone", set()),
        ("@Editor", set()),
        ("@editor_in_chief", set()),
    ],
)
def test_a_mention_reaches_those_who_may_see_the_review(
    desk, reviewer, editor, adjudicator, stranger, text, who
):
    UserFactory(role="editor", username="gone", is_active=False)

    comments.write(ReviewFactory().pk, author=reviewer, text=text)

    assert set(Notice.objects.values_list("recipient__username", flat=True)) == who


def test_nobody_is_told_of_what_they_wrote_themselves(desk, editor):
    first = comments.write(ReviewFactory().pk, author=editor, text="Note to self, @editor.")
    comments.write(first.review_id, author=editor, text="And on.", reply_to=first.pk)

    assert not Notice.objects.exists()


def test_all_who_take_part_in_a_thread_hear_of_an_answer_once(desk, editor, adjudicator, publishing_editor):
    first = comments.write(ReviewFactory().pk, author=editor, text="Which log?")
    comments.write(first.review_id, author=adjudicator, text="The port's.", reply_to=first.pk)

    comments.write(first.review_id, author=publishing_editor, text="@editor is right.", reply_to=first.pk)

    assert told(editor) == ["mentioned", "replied"]
    assert told(adjudicator) == ["replied"]


def test_an_edit_tells_only_those_who_were_not_told(desk, editor, adjudicator, reviewer):
    comment = comments.write(ReviewFactory().pk, author=editor, text="@reviewer look")

    comments.edit(comment.pk, author=editor, text="@reviewer and @adjudicator look")

    assert (told(reviewer), told(adjudicator)) == (["mentioned"], ["mentioned"])


def test_a_mention_inside_a_hidden_comment_arrives_when_it_may_be_read(desk, reviewer, reviewer2, editor):
    review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
    comments.write(review.pk, author=reviewer, text="@editor @reviewer2 this is wrong")
    at_once = told(editor), told(reviewer2)
    for _ in range(2):
        VerdictFactory(review=review)
    settling = told(editor), told(reviewer2)
    let_undo_pass(review)

    assert (at_once, settling) == (([], []), ([], []))
    assert (told(editor), told(reviewer2)) == (["mentioned"], ["mentioned"])


def test_reading_all_does_not_read_what_cannot_be_read_yet(desk, reviewer, editor):
    review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
    comments.write(review.pk, author=reviewer, text="@editor this is wrong")

    notices.mark_read(editor)

    assert Notice.objects.get().read_at is None


def test_a_comment_taken_back_takes_its_notices_along(desk, editor, adjudicator):
    comment = comments.write(ReviewFactory().pk, author=editor, text="@adjudicator look")

    comments.withdraw(comment.pk, author=editor)

    assert told(adjudicator) == []


def test_sending_back_tells_those_who_ruled_and_nobody_else(desk, adjudicator):
    review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
    skipped = AssignmentFactory(review=review)
    queue.skip(skipped.pk, reviewer=skipped.reviewer, reason="no time")
    ruled = [VerdictFactory(review=review, rating=rating).reviewer for rating in ("confirmed", "wrong")]
    let_undo_pass(review)

    workflow.send_back(review.pk, actor=adjudicator, comment="Look at the log.")

    assert {notice.recipient for notice in Notice.objects.all()} == set(ruled)
    assert [told(user) for user in ruled] == [["sent_back"], ["sent_back"]]


def test_a_holder_is_told_that_the_words_changed(desk):
    lease = AssignmentFactory()
    article = lease.review.claim.article
    figure = next(word for word in article.versions.get().text.split() if word.isdecimal())

    revise(article, figure, "7")

    assert {(notice.recipient, notice.kind) for notice in Notice.objects.all()} == {
        (lease.reviewer, "words_changed")
    }


def test_a_reviewer_is_told_of_what_an_editor_gives_them_and_nobody_else_is(
    desk, editor, reviewer, reviewer2
):
    review = ReviewFactory(state="open")
    queue.lease(ReviewFactory(state="open").pk, reviewer=reviewer2)

    handing_over.assign(review.pk, reviewer=reviewer, actor=editor)

    (notice,) = Notice.objects.all()
    assert (notice.recipient, notice.kind, notice.review, notice.actor) == (
        reviewer,
        "assigned",
        review,
        editor,
    )


def test_of_all_that_is_handed_over_the_one_who_gets_it_is_told(desk, editor, reviewer, reviewer2):
    held = AssignmentFactory(reviewer=reviewer)

    handing_over.hand_over(reviewer, to=reviewer2, actor=editor)

    (notice,) = Notice.objects.all()
    assert (notice.recipient, notice.kind, notice.review) == (reviewer2, "assigned", held.review)


def test_nobody_is_told_of_what_they_gave_themselves(desk):
    review, both = ReviewFactory(state="open"), UserFactory(role="reviewer")

    handing_over.assign(review.pk, reviewer=both, actor=both)

    assert not Notice.objects.exists()


# --- Overdue -------------------------------------------------------------------------------------------------


def late(**more) -> Review:
    return ReviewFactory(due_at=timezone.now() - timedelta(minutes=1), **more)


def test_overdue_is_said_once_to_the_holder_and_to_who_triaged(desk, editor, reviewer, adjudicator):
    review = late(state="open", editor=editor)
    queue.lease(review.pk, reviewer=reviewer)

    first, second = (notices.tell_overdue(at=timezone.now()) for _ in range(2))

    assert (first, second) == (2, 0)
    assert (told(editor), told(reviewer), told(adjudicator)) == (["overdue"], ["overdue"], [])


def test_another_due_time_is_said_again(desk, editor):
    review = late(state="open", editor=editor)
    notices.tell_overdue(at=timezone.now())
    Review.objects.filter(pk=review.pk).update(due_at=timezone.now() - timedelta(seconds=1))

    notices.tell_overdue(at=timezone.now())

    assert told(editor) == ["overdue", "overdue"]


@pytest.mark.parametrize(
    ("state", "is_told"),
    [("open", True), ("on_hold", True), ("disputed", True), ("decided", False), ("dismissed", False)],
)
def test_what_is_at_rest_is_not_overdue(desk, editor, state, is_told):
    late(state=state, editor=editor)

    assert notices.tell_overdue(at=timezone.now()) == int(is_told)


def test_a_review_that_settles_is_overdue_like_one_that_does_not(desk, editor):
    """Otherwise silence would say that it is settled."""
    review = late(state="open", editor=editor, required_verdicts=2, free_slots=2)
    for _ in range(2):
        VerdictFactory(review=review)

    notices.tell_overdue(at=timezone.now())

    assert told(editor) == ["overdue"]


def test_what_is_not_due_yet_is_told_to_nobody(desk, editor):
    ReviewFactory(state="open", editor=editor, due_at=timezone.now() + timedelta(minutes=1))

    assert notices.tell_overdue(at=timezone.now()) == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        assert notices.tell_overdue(at=timezone.now()) == 1
