"""The policy's page sets the order of the queue, and shows it before it is saved. Work is given to people."""

import pytest
from django.utils import timezone

from factcheck import history
from factcheck.models import Event
from reviews import preview, queue, reranking
from reviews.models import Assignment, ConflictOfInterest, Policy, Review
from tests.admin.conftest import act, page
from tests.admin.test_settings import desk_form
from tests.factories import AssignmentFactory, ReviewFactory, UserFactory, default_desk
from tests.reviews.test_ranking import worth

WEIGHTS = {
    "skip_means": "for_others", "score_weight": 100, "demand_weight": 100, "due_weight": 200,
    "due_window_hours": 24,
}  # fmt: skip


@pytest.fixture
def administrator(enter):
    return enter("administrator")


@pytest.fixture
def harm_and_figure(db):
    desk = default_desk()
    figure = ReviewFactory(
        state="open", claim__score=0.599, claim__label="a figure",
        claim__reading=worth(("figure", 1.0), ("base", -0.6)),
    )  # fmt: skip
    harm = ReviewFactory(
        state="open", claim__score=0.463, claim__label="a harm",
        claim__reading=worth(("harm", 0.45), ("base", -0.6)),
    )  # fmt: skip
    Policy.objects.update(rerank_from=None)
    return desk, harm, figure


def test_new_weights_leave_their_event_and_rank_the_open_reviews_again(administrator, harm_and_figure):
    desk, harm, figure = harm_and_figure
    form = desk_form(desk, **WEIGHTS, factor_weights_harm="3", factor_weights_figure="0,5")

    response = administrator.post(page("factcheck_desk", "change", desk.pk), form)

    assert response.status_code == 302
    event = Event.objects.get(stream=history.stream_of(desk), kind="policy.changed")
    assert event.payload.content["changed"] == {"factor_weights": [{}, {"harm": 3.0, "figure": 0.5}]}
    assert Policy.objects.get().rerank_from == 0
    reranking.follow_policies()
    assert list(Review.objects.in_queue_order()) == [harm, figure]


def test_another_change_of_policy_ranks_nothing_again(administrator, harm_and_figure):
    desk, *_ = harm_and_figure

    administrator.post(page("factcheck_desk", "change", desk.pk), desk_form(desk, **WEIGHTS, lease_minutes=9))

    assert Policy.objects.get().rerank_from is None
    assert Event.objects.get(kind="policy.changed").payload.content["changed"] == {"lease_minutes": [20, 9]}


def test_the_order_is_previewed_and_nothing_is_saved(administrator, harm_and_figure):
    desk, *_ = harm_and_figure
    form = desk_form(desk, **WEIGHTS, factor_weights_harm="5")

    response = administrator.post(page("factcheck_desk", "preview", desk.pk), form)

    text = response.content.decode()
    assert text.index("a harm") < text.index("a figure")
    assert "▲ 1" in text
    assert "▼ 1" in text
    assert Policy.objects.get().factor_weights == {}


@pytest.mark.parametrize("wrong", ["9", "much"])
def test_a_multiplier_that_cannot_be_is_said_in_words(administrator, harm_and_figure, wrong):
    desk, *_ = harm_and_figure
    form = desk_form(desk, **WEIGHTS, factor_weights_harm=wrong)

    text = administrator.post(page("factcheck_desk", "preview", desk.pk), form).content.decode()

    assert "is about death, damage or crime" in text


def test_only_who_sets_policy_previews_it_in_the_admin(enter, harm_and_figure):
    desk, *_ = harm_and_figure

    assert enter("editor").post(page("factcheck_desk", "preview", desk.pk), {}).status_code == 403


def test_the_preview_says_old_and_new_place_and_what_moved_it(harm_and_figure):
    desk, harm, figure = harm_and_figure

    first, second = preview.of(desk, {"factors": {"harm": 5.0}}, at=timezone.now())

    assert [(first.review, first.old_place, first.new_place), second.review] == [(harm, 2, 1), figure]
    assert first.why.startswith("check-worthiness (harm) +")
    assert second.why == ""


def test_what_an_account_holds_is_handed_over_on_its_page(administrator, desk):
    held = AssignmentFactory()
    other = UserFactory(role="reviewer")

    administrator.post(act("factcheck_user", held.reviewer.pk, "hand-over"), {"to": other.pk})

    assert [lease.review for lease in queue.held_of(other)] == [held.review]


def test_closing_an_account_frees_its_leases(administrator, desk):
    held = AssignmentFactory()
    user = held.reviewer
    form = {
        "username": user.username, "email": user.email, "time_zone": "UTC",
        "groups": [group.pk for group in user.groups.all()],
    }  # fmt: skip

    response = administrator.post(page("factcheck_user", "change", user.pk), form)

    assert response.status_code == 302, response.context["adminform"].form.errors
    assert Assignment.objects.get(pk=held.pk).status == "cancelled"


def test_an_editor_assigns_a_review_and_says_why_in_spite_of_a_rule(enter, desk):
    editor, triager = enter("editor"), UserFactory(role="reviewer")
    review = ReviewFactory(state="open", editor=triager)

    refused = editor.post(act("reviews_review", review.pk, "assign"), {"reviewer": triager.pk})
    assert "Whoever let a claim in does not rule on it." in refused.content.decode()
    editor.post(
        act("reviews_review", review.pk, "assign"), {"reviewer": triager.pk, "reason": "nobody else is in"}
    )

    assert queue.held_of(triager).get().assigned_by == editor.user


def test_an_editor_declares_a_conflict_of_interest_for_somebody_and_ends_it(enter, reviewer):
    editor = enter("editor")

    editor.post(
        page("reviews_conflictofinterest", "add"),
        {"user": reviewer.pk, "claimant": "Port Authority", "why": "her brother works there"},
    )
    conflict = ConflictOfInterest.objects.get()
    assert (conflict.user, conflict.declared_by, conflict.reason) == (
        reviewer, editor.user, "her brother works there",
    )  # fmt: skip
    assert (
        "her brother"
        in editor.get(page("reviews_conflictofinterest", "change", conflict.pk)).content.decode()
    )
    editor.post(act("reviews_conflictofinterest", conflict.pk, "end"))

    assert not ConflictOfInterest.objects.standing().exists()
