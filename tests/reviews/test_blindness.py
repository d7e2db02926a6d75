"""Who sees whose verdict, and when: blind means blind."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from factcheck.models import User
from reviews import queue, verdicts, workflow
from reviews.errors import IllegalTransition, NotAvailable, UndoOver
from reviews.models import Review, Verdict
from tests.factories import ReviewFactory, UserFactory, VerdictFactory, let_undo_pass

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


def verdict_of_review_that_is(how: str, *, reviewer, editor, adjudicator, **words) -> Verdict:
    review = ReviewFactory(state="open", required_verdicts=2)
    verdict = VerdictFactory(review=review, reviewer=reviewer, rating="confirmed", **words)
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
    if how in {"reopened", "sent back"}:
        let_undo_pass(review)
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


# --- The state -----------------------------------------------------------------------------------------

ROLES = ["reviewer", "editor", "adjudicator", "publishing_editor", "administrator", "integration"]


def settled(how: str) -> Review:
    """A review whose second verdict came at NINE; it had been woken, for a reason, before."""
    review = ReviewFactory(state="open", required_verdicts=2)
    editor = UserFactory(role="editor")
    workflow.hold(review.pk, actor=editor, reason="waits for the ministry")
    workflow.wake(review.pk, actor=editor, reason="the ministry answered")
    VerdictFactory(review=review, rating="confirmed")
    VerdictFactory(review=review, rating="confirmed" if how == "decided" else "wrong")
    return review


def ask(user: User, path: str) -> Any:
    client = APIClient()
    client.force_authenticate(user)
    return client.get(f"/api/v1/reviews/{path}").json()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("how", ["decided", "disputed"])
def test_a_review_reads_as_open_until_its_last_verdict_cannot_be_taken_back(desk, role, how):
    user = UserFactory(role=role)
    with time_machine.travel(NINE - timedelta(hours=1), tick=False) as clock:
        review = ReviewFactory(state="open", required_verdicts=2)
        before = ask(user, f"{review.pk}/")
        clock.move_to(NINE)
        VerdictFactory(review=review, rating="confirmed")
        VerdictFactory(review=review, rating="confirmed" if how == "decided" else "wrong")
        clock.move_to(NINE + INSIDE)
        inside = ask(user, f"{review.pk}/")
        clock.move_to(NINE + AFTER)
        after = ask(user, f"{review.pk}/")

    assert inside == before
    assert after["state"] == how


def test_it_keeps_the_reason_too(desk, editor):
    with time_machine.travel(NINE, tick=False):
        review = settled("disputed")
        shown = ask(editor, f"{review.pk}/")

    assert (shown["state"], shown["reason"]) == ("open", "the ministry answered")


@pytest.mark.parametrize(
    ("since", "found_as"), [(INSIDE, "open"), (AFTER, "disputed")], ids=["inside", "after"]
)
def test_filters_find_it_where_it_is_told_to_be(desk, editor, since, found_as):
    with time_machine.travel(NINE, tick=False) as clock:
        review = settled("disputed")
        clock.move_to(NINE + since)
        states = {
            state: [found["id"] for found in ask(editor, f"?state={state}")["results"]]
            for state in Review.State.values
        }

    assert {state for state, found in states.items() if found} == {found_as}
    assert states[found_as] == [review.pk]


@pytest.mark.parametrize(
    ("how", "move"),
    [
        (
            "disputed",
            lambda r, by: workflow.rule(r.pk, actor=by, rating=r.scale.ratings.first(), summary="so"),
        ),
        ("disputed", lambda r, by: workflow.send_back(r.pk, actor=by, comment="again")),
        ("decided", lambda r, by: workflow.reopen(r.pk, actor=by, reason="new data")),
        ("decided", lambda r, by: workflow.uphold_challenge(r.pk, actor=by, reason="right")),
        ("decided", lambda r, by: workflow.draft(r.pk, author=by, words={"headline": "Out"})),
        ("decided", lambda r, by: workflow.hold(r.pk, actor=by, reason="waits")),
        ("disputed", lambda r, by: workflow.hold(r.pk, actor=by, reason="waits")),
    ],
    ids=["rule", "send back", "reopen", "uphold", "draft", "hold decided", "hold disputed"],
)
def test_nobody_moves_it_meanwhile_and_the_refusal_does_not_say_how_it_stands(desk, adjudicator, how, move):
    with time_machine.travel(NINE, tick=False) as clock:
        review = settled(how)
        clock.move_to(NINE + INSIDE)
        with pytest.raises(IllegalTransition) as refused:
            move(review, adjudicator)

    assert refused.value.extensions == {"state": "open"}
    assert f"is {how}" not in refused.value.detail


@pytest.mark.parametrize(
    "act",
    [
        lambda r, by: workflow.accept(r.pk, actor=by),
        lambda r, by: workflow.wake(r.pk, actor=by, reason="an answer came"),
        lambda r, by: workflow.reopen(r.pk, actor=by, reason="new data"),
        lambda r, by: workflow.send_back(r.pk, actor=by, comment="again"),
        lambda r, by: queue.lease(r.pk, reviewer=by),
    ],
    ids=["accept", "wake", "reopen", "send back", "take it, having ruled"],
)
@pytest.mark.parametrize("rating", ["confirmed", "wrong"])
def test_what_an_open_review_refuses_is_refused_in_the_same_words_while_it_settles(
    desk, reviewer, act, rating
):
    with time_machine.travel(NINE, tick=False):
        review = ReviewFactory(state="open", required_verdicts=2)
        VerdictFactory(review=review, reviewer=reviewer, rating="confirmed")
        with pytest.raises((IllegalTransition, NotAvailable)) as while_open:
            act(review, reviewer)
        VerdictFactory(review=review, rating=rating)
        with pytest.raises((IllegalTransition, NotAvailable)) as while_settling:
            act(review, reviewer)

    assert while_settling.value.detail == while_open.value.detail
    assert while_settling.value.extensions == while_open.value.extensions


def test_an_adjudication_hides_nothing_again(desk, reviewer, adjudicator):
    with time_machine.travel(NINE, tick=False) as clock:
        review = settled("disputed")
        clock.move_to(NINE + AFTER)
        rating = review.scale.ratings.get(key="wrong")
        workflow.rule(review.pk, actor=adjudicator, rating=rating, summary="so it is")
        seen = verdicts.visible_to(reviewer, at=NINE + AFTER).filter(review=review).count()
        shown = ask(reviewer, f"{review.pk}/")

    assert seen == 2
    assert (shown["state"], shown["outcome"]["rating"]) == ("decided", "wrong")
