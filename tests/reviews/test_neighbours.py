"""One step apart on an ordered scale: an editor picks one of the given, where the desk's policy says so."""

import pytest

from factcheck.errors import InvalidInput
from reviews import workflow
from reviews.errors import IllegalTransition, OwnWork
from reviews.models import Review
from tests.factories import (
    RatingScaleFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    let_undo_pass,
)

pytestmark = pytest.mark.django_db

# The factory's scale: 1 confirmed, 2 wrong, 3 outdated.
NEXT, FAR = ({"rating": "confirmed"}, {"rating": "wrong"}), ({"rating": "confirmed"}, {"rating": "outdated"})
CLOSES = ({"rating": "confirmed"}, {"close_reason": "unverifiable"})
OTHER_TARGET = ({"rating": "confirmed"}, {"rating": "wrong", "target": "attribution"})
SAME_OTHER_TARGET = ({"rating": "confirmed"}, {"rating": "confirmed", "target": "attribution"})
TWO_AND_ONE = ({"rating": "wrong"}, {"rating": "wrong"}, {"rating": "outdated"})


def disputed(*given, ordered=True, policy="editor_picks", required=None) -> Review:
    default_desk(required_verdicts=len(given), neighbours=policy, scale=RatingScaleFactory(ordered=ordered))
    review = ReviewFactory(state="open")
    for words in given:
        VerdictFactory(review=review, finding="84", **words)
    let_undo_pass(review)
    return Review.objects.get(pk=review.pk)


@pytest.mark.parametrize(
    ("given", "ordered", "policy", "kind"),
    [
        pytest.param(NEXT, True, "editor_picks", "neighbours", id="one step"),
        pytest.param(TWO_AND_ONE, True, "editor_picks", "neighbours", id="two and one"),
        pytest.param(FAR, True, "editor_picks", "differ", id="two steps"),
        pytest.param(NEXT, False, "editor_picks", "differ", id="no order"),
        pytest.param(NEXT, True, "dispute", "differ", id="policy"),
        pytest.param(CLOSES, True, "editor_picks", "differ", id="one closes"),
        pytest.param(OTHER_TARGET, True, "editor_picks", "differ", id="about different things"),
        pytest.param(SAME_OTHER_TARGET, True, "editor_picks", "differ", id="one rating of two things"),
    ],
)
def test_neighbours_are_ratings_one_step_apart(db, given, ordered, policy, kind):
    review = disputed(*given, ordered=ordered, policy=policy)

    assert (review.state, review.dispute_kind) == ("disputed", kind)


@pytest.mark.parametrize("role", ["editor", "adjudicator"])
def test_one_of_the_given_is_picked_with_its_finding(db, role):
    review, picker = disputed(*NEXT), UserFactory(role=role)

    workflow.pick(review.pk, actor=picker, rating=review.scale.ratings.get(key="wrong"))

    review.refresh_from_db()
    outcome = review.outcome
    assert (review.state, review.dispute_kind) == ("decided", "")
    assert (outcome.basis, outcome.decided_by, outcome.rating.key) == ("picked", picker, "wrong")
    assert outcome.words == {"finding": {"text": "84"}, "summary": None}


@pytest.mark.parametrize("decide", [workflow.pick, workflow.rule])
def test_neither_an_average_nor_another_rating_is_taken(db, editor, decide):
    review = disputed(*NEXT)
    rating = review.scale.ratings.get(key="outdated")

    with pytest.raises(InvalidInput, match="confirmed, wrong"):
        decide(review.pk, actor=editor, rating=rating, summary="in between")

    assert not review.outcomes.exists()


def test_who_is_further_apart_is_not_picked_from(db, editor):
    review = disputed(*FAR)

    with pytest.raises(IllegalTransition, match="an adjudicator must rule"):
        workflow.pick(review.pk, actor=editor, rating=review.scale.ratings.get(key="outdated"))


def test_who_triaged_it_or_ruled_on_it_does_not_pick(db):
    review = disputed(*NEXT)
    ruled = review.verdicts.first().reviewer

    for own in (ruled, review.triaged_by):
        with pytest.raises(OwnWork):
            workflow.pick(review.pk, actor=own, rating=review.scale.ratings.get(key="wrong"))
