"""The page of agreement: the API's figures, a line of them, and pairs for those alone whom the desk shows them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from reviews import agreement
from reviews.admin.agreement_chart import HEIGHT, WIDTH, chart_of
from reviews.agreement import Figures, Row
from tests.factories import ReviewFactory, UserFactory, VerdictFactory, default_desk, let_undo_pass

PAGE = "admin:reviews_review_agreement"
MONDAY = date(2026, 11, 2)


def week(number: int, percent: float | None) -> Row:
    figures = Figures(20, 10, percent, 0.5, "nominal", "" if percent is not None else "2 reviews: too few")
    return Row(None, None, MONDAY + timedelta(weeks=number), figures)  # type: ignore[arg-type]


def rule_alike(*reviewers) -> None:
    review = ReviewFactory(state="open")
    for reviewer in reviewers:
        VerdictFactory(review=review, reviewer=reviewer, rating="confirmed")
    let_undo_pass(review)


@pytest.fixture
def pair(db):
    """Two reviewers who ruled alike on as many reviews as make a figure."""
    default_desk(required_verdicts=2, show_pair_agreement=True)
    people = [UserFactory(role="reviewer") for _ in range(2)]
    for _ in range(agreement.TOO_FEW):
        rule_alike(*people)
    return people


@pytest.mark.parametrize(
    ("role", "status"),
    [("editor", 200), ("adjudicator", 200), ("publishing_editor", 200), ("administrator", 200)],
)
def test_editors_read_the_figures(enter, pair, role, status):
    answer = enter(role).get(reverse(PAGE))

    assert answer.status_code == status
    assert "100.0 %" in answer.content.decode()


def test_a_reviewer_does_not_come_in(enter, db):
    assert enter("reviewer").get(reverse(PAGE)).status_code == 403


def test_pairs_are_shown_to_the_desks_head_alone(enter, pair):
    editor = enter("editor")
    desk = default_desk()
    assert str(pair[0]) not in editor.get(reverse(PAGE)).content.decode()

    desk.head = editor.user
    desk.save(update_fields=["head"])

    assert str(pair[0]) in editor.get(reverse(PAGE)).content.decode()


def test_pairs_are_shown_to_nobody_where_the_policy_does_not(enter, pair):
    desk = default_desk(show_pair_agreement=False)
    editor = enter("editor")
    desk.head = editor.user
    desk.save(update_fields=["head"])

    page = editor.get(reverse(PAGE)).content.decode()

    assert str(pair[0]) not in page
    assert "by pair" not in page


def test_a_round_that_is_still_blind_is_not_counted(enter, db):
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    VerdictFactory(review=review)
    before = enter("editor").get(reverse(PAGE)).context["tables"]

    VerdictFactory(review=review)

    assert before == enter("editor").get(reverse(PAGE)).context["tables"] == []


def test_a_day_after_the_last_is_said_at_its_field(enter, db):
    answer = enter("editor").get(reverse(PAGE), {"since": "2026-03-02", "until": "2026-03-01"})

    assert answer.context["form"].errors["since"] == ["It is after the last day."]


# --- The line --------------------------------------------------------------------------------------------


def test_weeks_stand_in_time_and_shares_in_height():
    chart = chart_of([week(3, 100.0), week(1, 0.0), week(0, 50.0)])

    assert chart is not None
    assert [point.percent for point in chart.points] == [50.0, 0.0, 100.0]
    (left, right), (top, bottom) = (chart.left, chart.right), (chart.lines[2].y, chart.lines[0].y)
    assert [point.x for point in chart.points] == [left, round(left + (right - left) / 3, 1), right]
    assert [point.y for point in chart.points] == [round((top + bottom) / 2, 1), bottom, top]
    assert all(0 < point.x < WIDTH and 0 < point.y < HEIGHT for point in chart.points)


def test_a_week_of_too_few_is_no_point_and_one_point_is_no_line():
    assert chart_of([week(0, 50.0), week(1, None)]) is None
