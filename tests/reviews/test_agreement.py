"""How far reviewers agree: figures worked out by hand, none of too few, and nothing of what is still blind."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from reviews import agreement
from reviews.agreement import Given, Unit
from reviews.errors import NotYours
from tests.factories import ReviewFactory, UserFactory, VerdictFactory, default_desk, let_undo_pass

MONDAY = date(2026, 11, 23)


def units(*pairs: tuple[object, object]) -> list[Unit]:
    return [
        Unit(1, 1, MONDAY, tuple(Given(who, (said,), position_of(said)) for who, said in enumerate(pair)))
        for pair in pairs
    ]


def position_of(said: object) -> int | None:
    return said if isinstance(said, int) else None


def test_nominal_alpha_is_what_krippendorffs_formula_gives():
    """10 and 10 of 20 values; two pairs differ: 1 - 19 * 4 / (2 * 10 * 10) = 0.62."""
    found = agreement.figures_of(
        units(*[("a", "a")] * 4, *[("b", "b")] * 4, *[("a", "b")] * 2), ordered=False
    )

    assert (found.reviews, found.unanimous, found.percent, found.alpha) == (10, 8, 80.0, 0.62)


def test_ordinal_alpha_weighs_steps_by_what_lies_between():
    """9, 6 and 5 of 20 values. Squared distances: 7.5², 5.5², 13²; one pair each of (1, 2) and (2, 3) differs:
    1 - 19 * (56.25 + 30.25) / (9*6*56.25 + 6*5*30.25 + 9*5*169) = 0.858."""
    found = agreement.figures_of(
        units(*[(1, 1)] * 4, *[(2, 2)] * 2, *[(3, 3)] * 2, (1, 2), (2, 3)), ordered=True
    )

    assert (found.percent, found.alpha, found.level) == (80.0, 0.858, "ordinal")


def test_a_vote_to_close_differs_but_has_no_place_in_the_order():
    in_order = [(1, 1)] * 4 + [(2, 2)] * 2 + [(3, 3)] * 2 + [(1, 2), (2, 3)]

    found = agreement.figures_of(units(*in_order, *[(1, "close")] * 10), ordered=True)

    assert (found.percent, found.alpha) == (40.0, 0.858)


def test_of_too_few_reviews_there_is_no_figure():
    found = agreement.figures_of(units(*[("a", "b")] * 9), ordered=False)

    assert (found.percent, found.alpha, found.note) == (None, None, "9 reviews: too few")


def test_where_all_said_the_same_alpha_is_not_defined():
    found = agreement.figures_of(units(*[("a", "a")] * 10), ordered=False)

    assert (found.percent, found.alpha) == (100.0, None)


# --- Which rounds count ----------------------------------------------------------------------------------


def this_week() -> dict:
    now = timezone.now()
    return {"since": now - timedelta(days=1), "until": now + timedelta(days=1)}


def counted() -> list[tuple[int, int]]:
    """(reviews, unanimous) over all weeks, of each desk and scale."""
    return [
        (row.figures.reviews, row.figures.unanimous)
        for row in agreement.by_week(**this_week())
        if row.week is None
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("second", ["confirmed", "wrong"])
def test_a_round_counts_once_it_is_revealed(second):
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    seen = [counted()]
    VerdictFactory(review=review, rating="confirmed")
    seen.append(counted())
    VerdictFactory(review=review, rating=second)
    seen.append(counted())

    let_undo_pass(review)

    assert seen == [[], [], []]
    assert counted() == [(1, 1 if second == "confirmed" else 0)]


@pytest.mark.django_db
def test_a_third_verdict_does_not_count_as_more_disagreement():
    default_desk(required_verdicts=2, third_verdict=True)
    review = ReviewFactory(state="open")
    for rating in ("confirmed", "wrong", "wrong"):
        VerdictFactory(review=review, rating=rating)
    let_undo_pass(review)

    (row,) = (row for row in agreement._units(**this_week(), desk=None, scale=None))

    assert len(row.given) == 2


@pytest.fixture
def two_pairs(db):
    """A desk whose head is known, and three reviewers: the first ruled with each of the others."""
    desk = default_desk(required_verdicts=2, show_pair_agreement=True)
    desk.head = UserFactory(role="editor")
    desk.save(update_fields=["head"])
    first, second, third = people = [UserFactory(role="reviewer") for _ in range(3)]
    for other in (second, third):
        review = ReviewFactory(state="open")
        for who in (first, other):
            VerdictFactory(review=review, reviewer=who)
        let_undo_pass(review)
    return desk, people


def test_pairs_are_for_the_desks_head_and_for_the_two(two_pairs):
    desk, (first, second, third) = two_pairs

    def pairs_for(user) -> set[frozenset]:
        return {frozenset(pair.reviewers) for pair in agreement.by_pair(user, desk, **this_week())}

    both = {frozenset({first, second}), frozenset({first, third})}
    assert pairs_for(desk.head) == both == pairs_for(first)
    assert pairs_for(second) == {frozenset({first, second})}
    with pytest.raises(NotYours):
        pairs_for(UserFactory(role="editor"))


def test_pairs_are_shown_where_the_policy_says_so_alone(two_pairs):
    desk, _people = two_pairs
    desk.policy.show_pair_agreement = False

    with pytest.raises(NotYours):
        agreement.by_pair(desk.head, desk, **this_week())
