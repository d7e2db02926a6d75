"""Suggested sightings: one act confirms them all, another splits some off."""

import pytest

from factcheck.errors import InvalidInput
from factcheck.models import Event
from reviews import workflow
from reviews.errors import IllegalTransition
from reviews.models import Review, Sighting
from tests.factories import ClaimFactory, ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(desk):
    """A review that two claims of other articles are suggested for."""
    review = ReviewFactory()
    for _ in range(2):
        Sighting.objects.create(review=review, claim=ClaimFactory(), status="suggested")
    return review


def suggested_for(review: Review) -> list[int]:
    return list(review.sightings.filter(status="suggested").order_by("pk").values_list("claim_id", flat=True))


def test_one_act_confirms_all_and_the_demand_is_counted_anew(review, editor):
    claims = suggested_for(review)

    workflow.confirm_sightings(review.pk, actor=editor)

    assert suggested_for(review) == []
    review.refresh_from_db()
    assert review.demand == 3
    event = Event.objects.select_related("payload").get(kind="review.sightings_confirmed")
    assert (event.actor, event.payload.content["claims"]) == (editor, claims)


def test_nothing_confirms_itself_and_nothing_is_confirmed_twice(review, editor):
    workflow.confirm_sightings(review.pk, actor=editor)

    with pytest.raises(InvalidInput):
        workflow.confirm_sightings(review.pk, actor=editor)


def test_what_is_split_off_gets_a_review_of_its_own_in_triage(review, editor):
    lead, along = suggested_for(review)

    own = workflow.split(review.pk, actor=editor, claims=[lead, along])

    own.refresh_from_db()
    assert (own.state, own.claim_id, own.desk, own.scale) == ("triage", lead, review.desk, review.scale)
    assert list(own.sightings.order_by("pk").values_list("claim_id", "status")) == [
        (lead, "confirmed"),
        (along, "confirmed"),
    ]
    assert list(review.sightings.values_list("claim_id", flat=True)) == [review.claim_id]
    split, made = Event.objects.get(kind="review.split"), Event.objects.get(stream=f"review:{own.pk}")
    assert (split.cause, split.actor) == (made.cause, editor)
    assert (made.kind, made.to_state) == ("review.created", "triage")


@pytest.mark.parametrize(
    ("which", "code"),
    [
        ("its own", "leads"),
        ("a stranger", "not_here"),
        ("one that was merged", "merged"),
        ("none", "required"),
    ],
)
def test_what_cannot_be_split_off_is_named_and_nothing_moves(review, editor, which, code):
    claims = [review.claim_id] if which == "its own" else [ClaimFactory().pk]
    if which == "one that was merged":
        other = ReviewFactory()
        workflow.merge(other.pk, into=review.pk, actor=editor)
        claims = [other.claim_id]
    if which == "none":
        claims = []
    else:
        claims += suggested_for(review)
    held, reviews = set(review.sightings.values_list("claim_id", flat=True)), Review.objects.count()

    with pytest.raises(InvalidInput) as caught:
        workflow.split(review.pk, actor=editor, claims=claims)

    assert [error.code for error in caught.value.errors] == [code]
    assert set(review.sightings.values_list("claim_id", flat=True)) == held
    assert Review.objects.count() == reviews


@pytest.mark.parametrize("state", Review.State.values)
@pytest.mark.parametrize("act", ["confirm", "split"])
def test_sightings_are_sorted_while_the_review_is_alive(desk, editor, state, act):
    review = ReviewFactory(state=state)
    claim = ClaimFactory()
    Sighting.objects.create(review=review, claim=claim, status="suggested")

    def do() -> None:
        if act == "confirm":
            workflow.confirm_sightings(review.pk, actor=editor)
        else:
            workflow.split(review.pk, actor=editor, claims=[claim.pk])

    if state in {"merged", "dismissed"}:
        with pytest.raises(IllegalTransition):
            do()
    else:
        do()
        assert suggested_for(review) == []
        assert Review.objects.get(pk=review.pk).state == state
