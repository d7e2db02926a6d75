"""The factories make what the database takes; a review in a state has the history of it."""

import pytest

from factcheck.models import Event
from reviews.models import FactCheck, Review
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", Review.State.values)
def test_a_review_comes_in_every_state_with_its_history(desk, state):
    review = factories.ReviewFactory(state=state)

    history = Event.objects.filter(stream=f"review:{review.pk}").exclude(to_state="").order_by("seq")
    assert review.state == state
    assert history.last().to_state == state


@pytest.mark.parametrize("state", FactCheck.State.values)
def test_a_fact_check_comes_in_every_state(desk, state):
    assert factories.FactCheckFactory(state=state).state == state


@pytest.mark.parametrize(
    "factory",
    [
        factories.PublisherFactory,
        factories.PipelineRunFactory,
        factories.ClaimFactory,
        factories.AssignmentFactory,
        factories.VerdictFactory,
        factories.ApiTokenFactory,
    ],
    ids=lambda factory: factory.__name__,
)
def test_a_factory_needs_no_arguments(desk, factory):
    assert factory().pk
