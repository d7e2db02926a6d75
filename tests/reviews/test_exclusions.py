"""Nobody reviews their own: one table keeps people out, whichever way they come."""

import pytest

from factcheck import editing
from factcheck.errors import InvalidInput
from factcheck.models import Event
from reviews import conflicts, exclusions, handing_over, queue, workflow
from reviews.disclosures import disclosed_in
from reviews.errors import NotAvailable, OwnWork
from reviews.models import Assignment, Review, Sighting
from tests.factories import (
    ClaimFactory,
    PublisherFactory,
    RatingScaleFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    let_undo_pass,
)

pytestmark = pytest.mark.django_db


def open_review(**columns) -> Review:
    return ReviewFactory(state="open", **columns)


def triaged(reviewer) -> Review:
    return open_review(editor=reviewer)


def of_a_publisher_of_interest(reviewer) -> Review:
    publisher = PublisherFactory()
    conflicts.declare(reviewer, by=reviewer, publisher=publisher, reason="I own shares")
    return open_review(claim__version__article__publisher=publisher)


def of_a_claimant_of_interest(reviewer) -> Review:
    conflicts.declare(reviewer, by=reviewer, claimant="Port Authority", reason="my sister works there")
    return open_review(claim__claimant="PORT authority")


def ruled_on(reviewer) -> Review:
    review = open_review(required_verdicts=2)
    VerdictFactory(review=review, reviewer=reviewer)
    return review


def skipped(reviewer) -> Review:
    review = open_review()
    queue.skip(queue.lease(review.pk, reviewer=reviewer).pk, reviewer=reviewer, reason="no")
    return review


def merged_in(review, **columns) -> Review:
    """``review``, once it sights what another one sighted that an editor had let in."""
    workflow.merge(open_review(**columns).pk, into=review.pk, actor=UserFactory(role="editor"))
    return review


def printed_elsewhere_by_a_publisher_of_interest(reviewer) -> Review:
    publisher = PublisherFactory()
    conflicts.declare(reviewer, by=reviewer, publisher=publisher, reason="I own shares")
    return merged_in(open_review(), claim__version__article__publisher=publisher)


def said_elsewhere_by_a_claimant_of_interest(reviewer) -> Review:
    conflicts.declare(reviewer, by=reviewer, claimant="Ministry", reason="my sister works there")
    return merged_in(open_review(), claim__claimant="MINISTRY")


def triaged_before_it_was_merged_in(reviewer) -> Review:
    return merged_in(open_review(), editor=reviewer)


def decided(**columns) -> Review:
    review = VerdictFactory(review=open_review(**columns)).review
    let_undo_pass(review)
    return review


def triaged_in_an_earlier_round(reviewer) -> Review:
    review, editor = decided(editor=reviewer), UserFactory(role="editor")
    workflow.reopen(review.pk, actor=editor, reason="new data", to=Review.State.TRIAGE)
    return workflow.accept(review.pk, actor=editor)


def opened_again(reviewer) -> Review:
    return workflow.reopen(decided().pk, actor=reviewer, reason="new data")


KEPT_OUT = [
    triaged,
    of_a_publisher_of_interest,
    of_a_claimant_of_interest,
    printed_elsewhere_by_a_publisher_of_interest,
    said_elsewhere_by_a_claimant_of_interest,
    triaged_before_it_was_merged_in,
    triaged_in_an_earlier_round,
    opened_again,
    ruled_on,
    skipped,
]


@pytest.mark.parametrize("how", KEPT_OUT)
def test_whoever_is_kept_out_gets_it_by_no_way(desk, reviewer, editor, how):
    review = how(reviewer)
    other = UserFactory(role="reviewer")
    holder = queue.lease(review.pk, reviewer=other)
    queue.release(holder.pk, reviewer=other)

    assert queue.lease_next(reviewer) is None
    assert queue.lease_following(reviewer) is None
    assert queue.lease_next(reviewer, stay_in="story") is None
    with pytest.raises(NotAvailable) as refused:
        queue.lease(review.pk, reviewer=reviewer)
    assert refused.value.detail.startswith("This review is not for you")
    with pytest.raises(NotAvailable):
        handing_over.assign(review.pk, reviewer=reviewer, actor=editor)
    queue.lease(review.pk, reviewer=other)
    assert handing_over.hand_over(other, to=reviewer, actor=editor)[0].to is None


@pytest.mark.parametrize("how", KEPT_OUT)
def test_a_colleague_is_kept_out_by_nothing_of_somebody_elses(desk, reviewer, reviewer2, how):
    review = how(reviewer)

    assert exclusions.against(review, reviewer)
    assert exclusions.against(review, reviewer2) == []
    assert queue.lease_next(reviewer2).review_id == review.pk


def test_a_conflict_that_is_ended_keeps_nobody_out(desk, reviewer):
    conflict = conflicts.declare(reviewer, by=reviewer, claimant="port authority", reason="was there")
    review = open_review()
    assert queue.lease_next(reviewer) is None

    conflicts.end(conflict.pk, actor=reviewer)

    assert queue.lease_next(reviewer).review_id == review.pk


def test_declaring_a_conflict_ends_the_leases_that_it_is_about_and_no_other(desk, reviewer, reviewer2):
    about, other = open_review(), open_review(claim__claimant="harbour master")
    queue.lease(about.pk, reviewer=reviewer), queue.lease(other.pk, reviewer=reviewer)

    conflicts.declare(reviewer, by=reviewer, claimant="port authority", reason="my sister works there")

    assert [held.review_id for held in queue.held_of(reviewer)] == [other.pk]
    assert queue.lease_next(reviewer2).review_id == about.pk


@pytest.mark.parametrize("way", ["merge", "edit", "edit of another sighting", "confirmed sighting"])
def test_a_lease_ends_where_a_conflict_comes_in_later(desk, reviewer, reviewer2, editor, way):
    conflicts.declare(reviewer, by=reviewer, claimant="Ministry", reason="my sister works there")
    review, other = open_review(required_verdicts=2), open_review()
    if way == "edit of another sighting":
        workflow.merge(other.pk, into=review.pk, actor=editor)
    held = [queue.lease(review.pk, reviewer=user).pk for user in (reviewer, reviewer2)]

    if way == "merge":
        workflow.merge(open_review(claim__claimant="ministry").pk, into=review.pk, actor=editor)
    elif way == "confirmed sighting":
        claim = ClaimFactory(claimant="ministry")
        Sighting.objects.create(review=review, claim=claim, status=Sighting.Status.SUGGESTED)
        workflow.confirm_sightings(review.pk, actor=editor)
    else:
        claim = review.claim_id if way == "edit" else other.claim_id
        editing.correct(claim, editing.Correction({"claimant": "Ministry"}), actor=editor)

    statuses = [Assignment.objects.get(pk=pk).status for pk in held]
    assert statuses == ["cancelled", "active"]
    assert Event.objects.get(kind="assignment.freed").actor is None
    assert Review.objects.get(pk=review.pk).free_slots == 1


def test_a_lease_that_an_editor_gave_in_spite_of_a_rule_stays(desk, reviewer, editor):
    conflicts.declare(reviewer, by=reviewer, claimant="Ministry", reason="my sister works there")
    review = open_review(claim__claimant="ministry")
    given = handing_over.assign(
        review.pk, reviewer=reviewer, actor=editor, reason="Nobody else reads Estonian."
    )

    workflow.merge(open_review(claim__claimant="ministry").pk, into=review.pk, actor=editor)

    assert Assignment.objects.get(pk=given.pk).status == "active"


def test_a_conflict_is_declared_once(desk, reviewer):
    first, second = (
        conflicts.declare(reviewer, by=reviewer, claimant=name, reason="shares") for name in ("Port", "PORT")
    )

    assert first == second


@pytest.mark.parametrize(
    "words",
    [
        pytest.param({"reason": "x"}, id="neither"),
        pytest.param({"claimant": " ", "reason": "x"}, id="blank"),
        pytest.param({"claimant": "Port", "reason": " "}, id="no reason"),
    ],
)
def test_a_conflict_names_what_it_is_about_and_why(desk, reviewer, words):
    with pytest.raises(InvalidInput):
        conflicts.declare(reviewer, by=reviewer, **words)


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(
            lambda review, by: workflow.rule(
                review.pk, actor=by, rating=review.scale.ratings.get(key="wrong"), summary="the log"
            ),
            id="rule",
        ),
        pytest.param(
            lambda review, by: workflow.send_back(review.pk, actor=by, comment="look again"), id="send back"
        ),
    ],
)
def test_an_adjudicator_with_a_conflict_does_not_end_a_dispute(desk, adjudicator, act):
    review = ReviewFactory(state="disputed", claim=ClaimFactory(claimant="Ministry"))
    conflicts.declare(adjudicator, by=adjudicator, claimant="ministry", reason="was its spokesman")

    with pytest.raises(OwnWork):
        act(review, adjudicator)

    assert Review.objects.get(pk=review.pk).state == "disputed"


@pytest.mark.parametrize("act", [workflow.rule, workflow.pick], ids=["rule", "pick"])
def test_an_adjudicator_who_let_the_claim_in_is_disclosed_where_the_desk_allows_it(db, act):
    one = UserFactory(role="administrator")
    scale = RatingScaleFactory(ordered=True)
    default_desk(triager_may_review=True, required_verdicts=2, neighbours="editor_picks", scale=scale)
    review = ReviewFactory(state="open", editor=one)
    for rating in list(scale.ratings.order_by("position"))[:2]:
        VerdictFactory(review=review, rating=rating.key)
    let_undo_pass(review)

    outcome = act(
        review.pk, actor=one, rating=scale.ratings.order_by("position")[0], summary="The log."
    ).outcome

    (disclosed,) = disclosed_in(outcome)
    assert (disclosed.code, disclosed.user, disclosed.verdict) == ("own_work", one, None)


def test_the_newsroom_of_one_is_kept_out_by_its_conflicts_still():
    default_desk(triager_may_review=True)
    one = UserFactory(role="administrator")
    open_review(editor=one)
    conflicts.declare(one, by=one, claimant="port authority", reason="shares")

    assert queue.lease_next(one) is None
