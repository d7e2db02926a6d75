"""Who sees whose verdict, and when: blind means blind."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from reviews import verdicts, workflow
from reviews.errors import UndoOver
from reviews.models import Review, Verdict
from reviews.verdicts import EvidenceInput
from tests.factories import ReviewFactory, UserFactory, VerdictFactory

pytestmark = pytest.mark.django_db

NINE = datetime(2024, 3, 11, 9, 0, tzinfo=UTC)
WINDOW = timedelta(seconds=30)
INSIDE, AFTER = WINDOW - timedelta(milliseconds=1), WINDOW

#: (how the review stands, time since it came there): do others see a verdict of it? Its author always does.
TABLE = {
    ("open", AFTER): False,
    ("on_hold", INSIDE): False,
    ("on_hold", AFTER): False,
    ("merged", AFTER): False,
    ("decided", INSIDE): False,
    ("decided", AFTER): True,
    ("disputed", INSIDE): False,
    ("disputed", AFTER): True,
    ("sent back", timedelta()): True,
    ("reopened", timedelta()): True,
    ("taken back", AFTER): None,  # None: nobody, not its author either
}


def verdict_of_review_that_is(how: str, *, reviewer, editor, adjudicator) -> Verdict:
    review = ReviewFactory(state="open", required_verdicts=2)
    verdict = VerdictFactory(review=review, reviewer=reviewer, rating="confirmed")
    if how == "on_hold":
        workflow.hold(review.pk, actor=editor, reason="waits")
    elif how == "merged":
        workflow.merge(review.pk, into=ReviewFactory().pk, actor=editor)
    elif how in {"decided", "reopened"}:
        VerdictFactory(review=review, rating="confirmed")
    elif how in {"disputed", "sent back"}:
        VerdictFactory(review=review, rating="wrong")
    elif how == "taken back":
        workflow.retract_verdict(verdict.pk, reviewer=reviewer)
        for _ in range(2):
            VerdictFactory(review=review, rating="confirmed")
    if how == "reopened":
        workflow.reopen(review.pk, actor=editor, reason="new data")
    elif how == "sent back":
        workflow.send_back(review.pk, actor=adjudicator, comment="again")
    return verdict


@pytest.mark.parametrize(
    ("how", "since"), TABLE, ids=[f"{how} for {since.total_seconds():.3f} s" for how, since in TABLE]
)
def test_a_verdict_is_seen_by_those_who_may_see_it(
    desk, reviewer, reviewer2, editor, adjudicator, how, since
):
    with time_machine.travel(NINE, tick=False):
        verdict = verdict_of_review_that_is(how, reviewer=reviewer, editor=editor, adjudicator=adjudicator)

    seen = {
        user
        for user in (reviewer, reviewer2, editor, adjudicator)
        if verdicts.visible_to(user, at=NINE + since).filter(pk=verdict.pk).exists()
    }

    everybody = {reviewer, reviewer2, editor, adjudicator}
    assert seen == {True: everybody, False: {reviewer}, None: set()}[TABLE[how, since]]


@pytest.mark.parametrize(
    ("how", "since"), [row for row in TABLE if row[0] in Review.State.values], ids=lambda value: str(value)
)
def test_a_review_says_of_itself_what_its_verdicts_say(desk, reviewer, editor, adjudicator, how, since):
    with time_machine.travel(NINE, tick=False):
        verdict = verdict_of_review_that_is(how, reviewer=reviewer, editor=editor, adjudicator=adjudicator)
    review = Review.objects.select_related("desk__policy").get(pk=verdict.review_id)

    assert review.is_revealed(at=NINE + since) is TABLE[how, since]


def test_undo_ends_where_seeing_begins(desk, reviewer, reviewer2):
    with time_machine.travel(NINE, tick=False) as clock:
        verdict = VerdictFactory(reviewer=reviewer)
        clock.shift(WINDOW)
        seen_at_the_end = verdicts.visible_to(reviewer2, at=NINE + WINDOW).exists()
        clock.shift(timedelta(microseconds=1))
        with pytest.raises(UndoOver):
            workflow.retract_verdict(verdict.pk, reviewer=reviewer)

    assert seen_at_the_end


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("author", True),
        ("reviewer", False),
        ("editor", False),
        ("integration", False),
        ("adjudicator", True),
        ("publishing_editor", True),
        ("administrator", True),
    ],
)
def test_confidential_evidence_is_for_its_author_and_for_who_must_answer_for_it(desk, reviewer, role, sees):
    open_piece = EvidenceInput(kind="document", stance="supports", title="the log")
    source = EvidenceInput(kind="call", stance="supports", note="harbour pilot", confidential=True)
    verdict = VerdictFactory(reviewer=reviewer, evidence=[open_piece, source])
    viewer = reviewer if role == "author" else UserFactory(role=role)

    pieces = verdicts.evidence_visible_to(viewer, verdict)

    assert [piece.confidential for piece in pieces] == ([False, True] if sees else [False])
