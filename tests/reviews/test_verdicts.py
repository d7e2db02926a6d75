"""Verdicts in: what is refused, what settles a review, and how one is taken back."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine

from factcheck.errors import InvalidInput
from factcheck.models import Event, Payload
from reviews import queue, verdicts, workflow
from reviews.errors import AlreadyRuled, LeaseNotHeld, OwnWork, Stale, UndoOver
from reviews.evidence import EvidenceInput
from reviews.models import Evidence, Outcome, Review, Verdict, VerdictRetraction
from reviews.verdicts import Ruling
from tests.factories import (
    AssignmentFactory,
    FactCheckFactory,
    RatingScaleFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    let_undo_pass,
    ruling,
    still_settling,
)
from tests.races import while_uncommitted

pytestmark = pytest.mark.django_db

NINE = datetime(2024, 3, 11, 9, 0, tzinfo=UTC)
UNDO = timedelta(seconds=30)


def state_of(review: Review) -> str:
    return Review.objects.get(pk=review.pk).state


def evidence(**words) -> EvidenceInput:
    return EvidenceInput(kind="document", stance="supports", **words)


def refused(assignment, ruling_sent, *, by=None) -> InvalidInput:
    """The error that a ruling gets; nothing of it is stored."""
    before = Payload.objects.count(), Event.objects.count()
    with pytest.raises(InvalidInput) as caught:
        verdicts.submit(assignment.pk, reviewer=by or assignment.reviewer, ruling=ruling_sent)
    assert (Payload.objects.count(), Event.objects.count()) == before
    assert not Verdict.objects.exists()
    assert not Evidence.objects.exists()
    return caught.value


# --- Given -------------------------------------------------------------------------------------------


def test_a_verdict_keeps_its_words_where_they_can_be_erased(desk):
    assignment = AssignmentFactory()
    piece = evidence(url="https://port.example/log", quote="84 lost", confidential=True)

    verdict = verdicts.submit(
        assignment.pk,
        reviewer=assignment.reviewer,
        ruling=ruling(assignment.review, finding="84", rationale="The log.", evidence=[piece]),
    )

    assert verdict.words == {"finding": {"text": "84"}, "rationale": "The log."}
    (stored,) = verdict.evidence.all()
    assert stored.confidential
    assert stored.words["url"] == "https://port.example/log"
    article_id = assignment.review.claim.article_id
    assert verdict.payload.article_ids == stored.payload.article_ids == [article_id]


def test_a_verdict_ends_the_lease_and_leaves_one_event_with_what_follows_from_it(desk):
    assignment = AssignmentFactory()

    verdict = verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=ruling(assignment.review))

    assignment.refresh_from_db()
    given = Event.objects.select_related("payload").get(kind="verdict.given")
    decided = Event.objects.get(kind="review.agreed")
    assert assignment.status == "submitted"
    assert given.payload.content["verdict"] == verdict.pk
    assert (given.actor, given.is_consequence) == (assignment.reviewer, False)
    assert (decided.cause, decided.is_consequence) == (given.cause, True)


@pytest.mark.parametrize(
    ("ruling_sent", "field", "code"),
    [
        pytest.param({"rating": None}, "rating", "required", id="neither rating nor close reason"),
        pytest.param({"close_reason": "duplicate"}, "rating", "required", id="both"),
        pytest.param({"rationale": ""}, "rationale", "required", id="no rationale"),
        pytest.param({"rationale": " \n"}, "rationale", "required", id="blank rationale"),
        pytest.param({"finding": None}, "finding", "required", id="no finding"),
        pytest.param({"finding": {"text": " "}}, "finding", "required", id="blank finding"),
        *(
            pytest.param({"evidence": [EvidenceInput(**piece)]}, f"evidence[0]{place}", code, id=name)
            for name, piece, place, code in (
                ("nothing said of a call", {"kind": "call", "stance": "supports"}, "", "empty"),
                (
                    "a quote out of nowhere",
                    {"kind": "document", "stance": "supports", "quote": "84"},
                    ".url",
                    "required",
                ),
                (
                    "a data set that nobody finds",
                    {"kind": "dataset", "stance": "context", "note": "84"},
                    ".url",
                    "required",
                ),
                (
                    "a film that nobody finds",
                    {"kind": "media", "stance": "refutes", "title": " "},
                    ".url",
                    "required",
                ),
                (
                    "searched, not said where",
                    {"kind": "document", "stance": "searched_nothing_found", "url": "https://port.example"},
                    ".note",
                    "required",
                ),
            )
        ),
        *(
            pytest.param(
                {"evidence": [evidence(title="fine"), evidence(**{name: address})]},
                f"evidence[1].{name}",
                "not_a_web_address",
                id=f"{name} {address}",
            )
            for name in ("url", "archive_url")
            for address in (
                "javascript:alert(1)",
                "JavaScript://x/%0aalert(1)",
                "data:text/html,x",
                "ftp://port.example/log",
                "//port.example/log",
                "https://",
                "http://[::1",
                "port.example/log",
            )
        ),
        pytest.param({"rationale": "a\0b"}, "verdict", "nul", id="NUL"),
        pytest.param({"finding": {"text": "8\x004"}}, "verdict", "nul", id="NUL in the finding"),
        pytest.param({"rationale": "a\ud800b"}, "verdict", "lone_surrogate", id="half a pair"),
        pytest.param(
            {"evidence": [evidence(title="log", note="\udfff")]},
            "verdict",
            "lone_surrogate",
            id="half a pair in a note",
        ),
        pytest.param(
            {"finding": {"text": "84", "quantities": [{"noun": "\ud800"}]}},
            "verdict",
            "lone_surrogate",
            id="half a pair deep in the finding",
        ),
    ],
)
def test_a_ruling_that_is_not_complete_is_refused_and_says_where(desk, ruling_sent, field, code):
    assignment = AssignmentFactory()
    review = assignment.review
    complete = {
        "claim_revision": review.claim_revision,
        "rating": review.scale.ratings.get(key="wrong"),
        "finding": {"text": "84"},
        "rationale": "The log.",
    }

    error = refused(assignment, Ruling(**{**complete, **ruling_sent}))

    assert (error.errors[0].field, error.errors[0].code) == (field, code)


def test_a_rating_of_another_scale_is_refused(desk):
    assignment = AssignmentFactory()
    other = RatingScaleFactory().ratings.get(key="confirmed")

    error = refused(
        assignment,
        Ruling(claim_revision=assignment.review.claim_revision, rating=other, rationale="The log."),
    )

    assert error.errors[0].code == "other_scale"


@pytest.mark.parametrize("seen", [0, 2], ids=["older", "newer"])
def test_a_verdict_on_a_claim_that_moved_on_changes_nothing(desk, seen):
    assignment = AssignmentFactory()

    with pytest.raises(Stale) as caught:
        verdicts.submit(
            assignment.pk,
            reviewer=assignment.reviewer,
            ruling=ruling(assignment.review, claim_revision=seen),
        )

    assert caught.value.extensions == {"claim_revision": 1}
    assert not Verdict.objects.exists()
    assignment.refresh_from_db()
    assert assignment.status == "active"


def test_a_colleagues_lease_is_not_ruled_on(desk, stranger):
    assignment = AssignmentFactory()

    with pytest.raises(LeaseNotHeld):
        verdicts.submit(assignment.pk, reviewer=stranger, ruling=ruling(assignment.review))

    assert not Verdict.objects.exists()


@pytest.mark.parametrize("end", ["release", "skip", "hold"])
def test_a_lease_that_ended_is_not_ruled_on(desk, editor, end):
    assignment = AssignmentFactory()
    if end == "release":
        queue.release(assignment.pk, reviewer=assignment.reviewer)
    elif end == "skip":
        queue.skip(assignment.pk, reviewer=assignment.reviewer, reason="not mine")
    else:
        workflow.hold(assignment.review_id, actor=editor, reason="waits")

    with pytest.raises(LeaseNotHeld):
        verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=ruling(assignment.review))

    assert not Verdict.objects.exists()


def test_a_second_verdict_on_one_assignment_is_refused(desk):
    verdict = VerdictFactory()

    with pytest.raises(AlreadyRuled):
        verdicts.submit(verdict.assignment_id, reviewer=verdict.reviewer, ruling=ruling(verdict.review))

    assert Verdict.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_loser_of_a_double_send_hears_that_the_verdict_is_in():
    default_desk()
    assignment = AssignmentFactory()
    send = partial(
        verdicts.submit, assignment.pk, reviewer=assignment.reviewer, ruling=ruling(assignment.review)
    )

    first, second = while_uncommitted(send, send)

    assert first.pk
    assert isinstance(second, AlreadyRuled)


# --- Settled -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("required", [2, 3])
def test_verdicts_that_agree_decide_and_not_before_the_last(desk, required):
    review = ReviewFactory(state="open", required_verdicts=required)

    states = []
    for _ in range(required):
        VerdictFactory(review=review, rating="wrong", finding="84")
        states.append(state_of(review))

    outcome = Outcome.objects.get()
    assert states == ["open"] * (required - 1) + ["decided"]
    assert (outcome.rating.key, outcome.basis, outcome.decided_by) == ("wrong", "agreement", None)
    assert outcome.words["finding"] == {"text": "84"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"rating": "confirmed"}, {"rating": "wrong"}, id="ratings"),
        pytest.param(
            {"rating": "confirmed"}, {"close_reason": "duplicate"}, id="a rating and a close reason"
        ),
        pytest.param({"close_reason": "duplicate"}, {"close_reason": "not_a_claim"}, id="close reasons"),
    ],
)
def test_verdicts_that_differ_dispute(desk, one, other):
    review = ReviewFactory(state="open", required_verdicts=2)

    VerdictFactory(review=review, **one)
    VerdictFactory(review=review, **other)

    assert state_of(review) == "disputed"
    assert not Outcome.objects.exists()


def test_one_of_three_who_differs_disputes(desk):
    review = ReviewFactory(state="open", required_verdicts=3)

    for rating in ("confirmed", "confirmed", "wrong"):
        VerdictFactory(review=review, rating=rating)

    assert state_of(review) == "disputed"


def test_a_vote_to_close_decides_without_a_rating(desk):
    review = ReviewFactory(state="open")

    VerdictFactory(review=review, close_reason="unverifiable")

    outcome = Outcome.objects.get()
    assert (outcome.rating, outcome.close_reason) == (None, "unverifiable")


def test_an_adjudicator_who_gave_a_verdict_does_not_rule(desk):
    review = ReviewFactory(state="disputed")
    own = Verdict.objects.filter(review=review).first()

    for act in (
        lambda: workflow.rule(review.pk, actor=own.reviewer, rating=own.rating, summary="mine"),
        lambda: workflow.send_back(review.pk, actor=own.reviewer, comment="again"),
    ):
        with pytest.raises(OwnWork):
            act()

    assert state_of(review) == "disputed"


def test_a_triager_does_not_adjudicate(desk, editor):
    review = ReviewFactory(state="disputed", editor=editor)

    with pytest.raises(OwnWork):
        workflow.rule(review.pk, actor=editor, rating=review.scale.ratings.get(key="wrong"), summary="mine")

    assert state_of(review) == "disputed"


def test_an_adjudicators_ruling_is_the_outcome(desk, adjudicator):
    review = ReviewFactory(state="disputed")

    workflow.rule(
        review.pk,
        actor=adjudicator,
        rating=review.scale.ratings.get(key="outdated"),
        summary="The log was updated.",
        finding={"text": "84"},
    )

    outcome = Review.objects.get(pk=review.pk).outcome
    assert (outcome.basis, outcome.decided_by, outcome.rating.key) == (
        "adjudication",
        adjudicator,
        "outdated",
    )
    assert outcome.words == {"finding": {"text": "84"}, "summary": "The log was updated."}


# --- Taken back --------------------------------------------------------------------------------------


def test_a_verdict_can_be_taken_back_inside_the_window_and_the_review_is_open_again(desk):
    with time_machine.travel(NINE, tick=False) as clock:
        verdict = VerdictFactory()
        clock.shift(UNDO - timedelta(milliseconds=1))

        workflow.retract_verdict(verdict.pk, reviewer=verdict.reviewer, reason="slip")

    review = Review.objects.get(pk=verdict.review_id)
    event = Event.objects.select_related("payload").get(kind="verdict.retracted")
    assert (review.state, review.free_slots, review.outcome) == ("open", 1, None)
    assert (event.actor, event.payload.content["reason"]) == (verdict.reviewer, "slip")
    assert Verdict.objects.filter(pk=verdict.pk).exists()


def test_a_verdict_cannot_be_taken_back_after_the_window(desk):
    with time_machine.travel(NINE, tick=False) as clock:
        verdict = VerdictFactory()
        clock.shift(UNDO + timedelta(milliseconds=1))

        with pytest.raises(UndoOver):
            workflow.retract_verdict(verdict.pk, reviewer=verdict.reviewer)

    assert not VerdictRetraction.objects.exists()
    assert state_of(verdict.review) == "decided"


def test_a_verdict_is_taken_back_once_and_by_its_author_alone(desk, stranger):
    verdict = VerdictFactory()

    with pytest.raises(OwnWork):
        workflow.retract_verdict(verdict.pk, reviewer=stranger)
    workflow.retract_verdict(verdict.pk, reviewer=verdict.reviewer)
    with pytest.raises(UndoOver):
        workflow.retract_verdict(verdict.pk, reviewer=verdict.reviewer)

    assert VerdictRetraction.objects.count() == 1


def test_give_undo_give_counts_the_last_alone(desk, reviewer):
    review = ReviewFactory(state="open", required_verdicts=2)
    first = VerdictFactory(review=review, reviewer=reviewer, rating="wrong")
    workflow.retract_verdict(first.pk, reviewer=reviewer)

    VerdictFactory(review=review, reviewer=reviewer, rating="confirmed")
    half_way = state_of(review)
    VerdictFactory(review=review, rating="confirmed")

    assert half_way == "open"
    assert state_of(review) == "decided"
    assert Outcome.objects.get().rating.key == "confirmed"


def test_after_an_undo_the_queue_offers_the_review_again(desk, reviewer):
    verdict = VerdictFactory(reviewer=reviewer)

    workflow.retract_verdict(verdict.pk, reviewer=reviewer)

    assert queue.lease_next(reviewer).review_id == verdict.review_id


def test_a_slip_that_made_colleagues_differ_is_undone(desk):
    review = ReviewFactory(state="disputed")
    still_settling(review)
    slip = Verdict.objects.filter(review=review).last()

    workflow.retract_verdict(slip.pk, reviewer=slip.reviewer)

    row = Review.objects.get(pk=review.pk)
    assert (row.state, row.free_slots) == ("open", 1)


@pytest.mark.parametrize("built_on", ["a ruling", "a fact check", "a new round"])
def test_nothing_is_undone_that_somebody_built_on(desk, editor, adjudicator, built_on):
    review = ReviewFactory(state="disputed" if built_on == "a ruling" else "decided")
    verdict = Verdict.objects.filter(review=review).last()
    if built_on == "a ruling":
        workflow.rule(review.pk, actor=adjudicator, rating=verdict.rating, summary="so it is")
    elif built_on == "a fact check":
        FactCheckFactory(review=review)
    else:
        workflow.reopen(review.pk, actor=editor, reason="new data")
    before = Review.objects.values().get(pk=review.pk)

    with pytest.raises(UndoOver):
        workflow.retract_verdict(verdict.pk, reviewer=verdict.reviewer)

    assert Review.objects.values().get(pk=review.pk) == before
    assert not VerdictRetraction.objects.exists()


def test_who_took_a_verdict_back_may_adjudicate(desk):
    slip = VerdictFactory(
        review=ReviewFactory(state="open", required_verdicts=2),
        reviewer=UserFactory(role="adjudicator"),
    )
    workflow.retract_verdict(slip.pk, reviewer=slip.reviewer)
    VerdictFactory(review=slip.review, rating="confirmed")
    VerdictFactory(review=slip.review, rating="wrong")
    let_undo_pass(slip.review)

    workflow.rule(slip.review_id, actor=slip.reviewer, rating=slip.rating, summary="so it is")

    assert state_of(slip.review) == "decided"
