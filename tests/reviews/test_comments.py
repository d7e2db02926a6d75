"""Who reads whose comment, and when."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction

from factcheck.errors import InvalidInput
from factcheck.models import Event
from reviews import comment_sight, comments, queue, workflow
from reviews.errors import CannotEdit, OwnWork
from reviews.models import Comment, Review
from tests.factories import (
    AssignmentFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    let_undo_pass,
    revise,
)

pytestmark = pytest.mark.django_db

NINE = datetime(2024, 3, 11, 9, 0, tzinfo=UTC)


@pytest.fixture
def blind(desk) -> Review:
    """Open, two verdicts wanted, none given."""
    return ReviewFactory(state="open", required_verdicts=2, free_slots=2)


def readers(comment: Comment, *users, at=None) -> set[str]:
    at = at or datetime.now(UTC)
    return {
        user.username
        for user in users
        if comment_sight.visible_to(user, at=at).filter(pk=comment.pk).exists()
    }


# --- Whose comment is hidden in a blind round ---------------------------------------------------------------


def by_a_reviewer(review, editor):
    return UserFactory(role="reviewer")


def by_a_holder(review, editor):
    return AssignmentFactory(review=review).reviewer


def by_one_who_gave_it_back(review, editor):
    lease = AssignmentFactory(review=review)
    queue.release(lease.pk, reviewer=lease.reviewer)
    return lease.reviewer


def by_one_who_skipped(review, editor):
    lease = AssignmentFactory(review=review)
    queue.skip(lease.pk, reviewer=lease.reviewer, reason="no time")
    return lease.reviewer


def by_one_who_ruled(review, editor):
    return VerdictFactory(review=review).reviewer


def by_an_administrator(review, editor):
    return UserFactory(role="administrator")


def by_an_editor(review, editor):
    return editor


def by_an_adjudicator(review, editor):
    return UserFactory(role="adjudicator")


def by_a_publishing_editor(review, editor):
    return UserFactory(role="publishing_editor")


def by_who_triaged_and_reviews_otherwise(review, editor):
    user = UserFactory(role="administrator")
    Review.objects.filter(pk=review.pk).update(triaged_by=user)
    return user


def by_who_triaged_where_they_may_rule(review, editor):
    default_desk(triager_may_review=True)
    return by_who_triaged_and_reviews_otherwise(review, editor)


WHILE_BLIND = {
    by_a_reviewer: False,  # who might lease next
    by_a_holder: False,
    by_one_who_gave_it_back: False,
    by_one_who_skipped: False,
    by_one_who_ruled: False,
    by_an_administrator: False,  # who may do everything may rule
    by_who_triaged_where_they_may_rule: False,
    by_who_triaged_and_reviews_otherwise: True,
    by_an_editor: True,
    by_an_adjudicator: True,
    by_a_publishing_editor: True,
}


@pytest.mark.parametrize("author_of", WHILE_BLIND, ids=lambda author_of: author_of.__name__)
def test_in_a_blind_round_comments_of_those_who_rule_or_might_are_their_own(
    blind, reviewer2, editor, adjudicator, author_of
):
    author = author_of(blind, editor)
    colleague = AssignmentFactory(review=Review.objects.get(pk=blind.pk), reviewer=reviewer2).reviewer
    others = {colleague, editor, adjudicator} - {author}

    comment = comments.write(blind.pk, author=author, text="Mind the date.")

    seen = readers(comment, *others)
    assert readers(comment, author) == {author.username}
    assert seen == ({user.username for user in others} if WHILE_BLIND[author_of] else set())


def test_where_one_verdict_is_wanted_nothing_is_hidden(desk, reviewer, reviewer2, editor):
    review = ReviewFactory(state="open")

    comment = comments.write(review.pk, author=reviewer, text="Is that the right figure?")

    assert readers(comment, reviewer2, editor) == {"reviewer2", "editor"}


def test_who_writes_first_and_leases_afterwards_was_hidden_all_along(blind, reviewer, editor, reviewer2):
    comment = comments.write(blind.pk, author=reviewer, text="This is false.")
    before = readers(comment, reviewer2, editor)
    queue.lease(blind.pk, reviewer=reviewer)

    assert (before, readers(comment, reviewer2, editor)) == (set(), set())


def test_an_editor_who_comes_to_rule_is_read_no_more(blind, editor, reviewer2):
    comment = comments.write(blind.pk, author=editor, text="I would look at the log.")
    assert readers(comment, reviewer2) == {"reviewer2"}
    editor.groups.add(Group.objects.get(name="reviewer"))
    Review.objects.filter(pk=blind.pk).update(triaged_by=None)
    fresh = type(editor).objects.get(pk=editor.pk)

    queue.lease(blind.pk, reviewer=fresh)

    assert readers(comment, reviewer2) == set()


# --- Until when --------------------------------------------------------------------------------------------

#: What became of the review -> is a reviewer's comment of its first round read by a colleague?
AFTERWARDS = {
    "on_hold": False,
    "merged": False,
    "settling": False,
    "decided": True,
    "disputed": True,
    "sent back": True,
    "reopened": True,
    "reopened unread": True,
    "words changed": False,
    "dispute whose words changed": False,
}


@pytest.mark.parametrize("how", AFTERWARDS)
def test_it_is_read_from_the_reveal_on_and_not_before(desk, reviewer, reviewer2, editor, adjudicator, how):
    with time_machine.travel(NINE, tick=False) as clock:
        review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
        comment = comments.write(review.pk, author=reviewer, text="It is wrong.")
        bring(review, how, clock=clock, editor=editor, adjudicator=adjudicator)

        seen = readers(comment, reviewer2, editor, adjudicator, at=datetime.now(UTC))

    assert seen == ({"reviewer2", "editor", "adjudicator"} if AFTERWARDS[how] else set())


def bring(review, how, *, clock, editor, adjudicator):
    if how == "on_hold":
        workflow.hold(review.pk, actor=editor, reason="waits")
    elif how == "merged":
        workflow.merge(review.pk, into=ReviewFactory().pk, actor=editor)
    elif how == "words changed":
        change_words(review)
    else:
        VerdictFactory(review=review)
        disputes = how in {"disputed", "sent back", "dispute whose words changed"}
        VerdictFactory(review=review, rating="wrong" if disputes else "confirmed")
        if how == "settling":
            return
        clock.shift(timedelta(seconds=30))
        if how == "sent back":
            workflow.send_back(review.pk, actor=adjudicator, comment="again")
        elif how.startswith("reopened"):
            workflow.reopen(review.pk, actor=editor, reason="new data")
        elif how == "dispute whose words changed":
            change_words(review)


def change_words(review):
    version = review.claim.article.versions.latest("number")
    figure = next(word for word in version.text.split() if word.isdecimal())
    revise(review.claim.article, figure, str(int(figure) + 1))
    round_before, review = review.round, Review.objects.get(pk=review.pk)
    assert review.round > round_before


# --- Threads ------------------------------------------------------------------------------------------------


def test_an_answer_to_an_answer_stands_in_the_same_thread(desk, editor, reviewer):
    review = ReviewFactory()
    first = comments.write(review.pk, author=editor, text="Which log?")
    second = comments.write(review.pk, author=editor, text="The port's.", reply_to=first.pk)

    third = comments.write(review.pk, author=reviewer, text="I have it.", reply_to=second.pk)

    assert (second.thread, third.thread) == (first, first)


@pytest.mark.parametrize("which", ["hidden", "of another review", "of nothing"])
def test_what_cannot_be_seen_cannot_be_answered(blind, editor, reviewer, which):
    hidden = comments.write(blind.pk, author=reviewer, text="It is wrong.")
    elsewhere = comments.write(ReviewFactory().pk, author=editor, text="Elsewhere.")
    target = {"hidden": hidden.pk, "of another review": elsewhere.pk, "of nothing": 7}[which]

    with pytest.raises(InvalidInput) as refused:
        comments.write(blind.pk, author=editor, text="Why?", reply_to=target)

    assert refused.value.errors[0].code == "does_not_exist"


def test_a_reviewers_answer_to_a_note_is_hidden_though_the_note_is_not(blind, editor, reviewer, reviewer2):
    note = comments.write(blind.pk, author=editor, text="Mind the date.")
    answer = comments.write(blind.pk, author=reviewer, text="That decides it.", reply_to=note.pk)

    assert readers(note, reviewer2) == {"reviewer2"}
    assert readers(answer, reviewer2, editor) == set()


# --- Changing one's mind --------------------------------------------------------------------------------------


def test_an_edit_is_a_new_wording_and_the_old_one_stays(desk, editor):
    comment = comments.write(ReviewFactory().pk, author=editor, text="84 of them")

    comments.edit(comment.pk, author=editor, text="48 of them")

    wordings = [revision.words["text"] for revision in comment.revisions.order_by("number")]
    assert wordings == ["84 of them", "48 of them"]


def test_the_same_words_again_are_no_edit(desk, editor):
    comment = comments.write(ReviewFactory().pk, author=editor, text="84 of them")

    comments.edit(comment.pk, author=editor, text="84 of them")

    assert comment.revisions.count() == 1


@pytest.mark.parametrize(
    "change",
    [partial(comments.edit, text="48 of them"), comments.withdraw],
    ids=["edit", "withdraw"],
)
def test_nobody_changes_a_colleagues_comment(desk, editor, adjudicator, change):
    comment = comments.write(ReviewFactory().pk, author=editor, text="84 of them")

    with pytest.raises(OwnWork):
        change(comment.pk, author=adjudicator)


def test_a_comment_of_an_earlier_round_carries_no_word_out_of_a_blind_one(blind, reviewer, editor):
    comment = comments.write(blind.pk, author=reviewer, text="Mind the date.")
    for _ in range(2):
        VerdictFactory(review=blind)
    let_undo_pass(blind)
    workflow.reopen(blind.pk, actor=editor, reason="new data")

    with pytest.raises(CannotEdit):
        comments.edit(comment.pk, author=reviewer, text="It is wrong after all.")


def test_a_hidden_one_may_be_worded_anew_and_stays_hidden(blind, reviewer, editor):
    comment = comments.write(blind.pk, author=reviewer, text="Mind the date.")

    comments.edit(comment.pk, author=reviewer, text="It is wrong.")

    assert readers(comment, editor) == set()


def test_taking_back_keeps_the_place_and_ends_the_words(desk, editor):
    comment = comments.write(ReviewFactory().pk, author=editor, text="84 of them")

    comments.withdraw(comment.pk, author=editor)
    comments.withdraw(comment.pk, author=editor)

    kinds = Event.objects.filter(stream=f"review:{comment.review_id}", kind__startswith="comment.")
    assert list(kinds.order_by("seq").values_list("kind", flat=True)) == [
        "comment.written",
        "comment.withdrawn",
    ]
    with pytest.raises(CannotEdit):
        comments.edit(comment.pk, author=editor, text="48 of them")


@pytest.mark.parametrize("table", ["comment", "commentrevision", "commentwithdrawal"])
@pytest.mark.parametrize("verb", ["DELETE FROM", "UPDATE"])
def test_the_database_keeps_what_was_said(desk, editor, table, verb):
    comment = comments.write(ReviewFactory().pk, author=editor, text="84 of them")
    comments.withdraw(comment.pk, author=editor)
    change = "" if verb == "DELETE FROM" else " SET created_at = now()"

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{verb} reviews_{table}{change}")


@pytest.mark.parametrize("text", ["", " \n", "x" * 10_001, "nul\0", "half \ud83d"])
def test_no_words_too_many_and_impossible_ones_are_refused(desk, editor, text):
    with pytest.raises(InvalidInput):
        comments.write(ReviewFactory().pk, author=editor, text=text)


def test_the_number_of_a_comment_tells_nothing_of_others(desk, editor):
    """Numbers in a row would: between mine and mine there was one of somebody's."""
    review = ReviewFactory()
    numbers = [comments.write(review.pk, author=editor, text=str(n)).pk for n in range(12)]

    assert numbers != sorted(numbers)
    assert max(numbers) < 2**53
