"""The state table of fact checks, and four eyes on what is published."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from factcheck.errors import InvalidInput
from factcheck.models import Event, User
from reviews import workflow
from reviews.errors import IllegalTransition, OwnWork
from reviews.models import FactCheck, Review
from reviews.workflow import FACT_CHECK_EDGES, Edit
from tests.factories import FactCheckFactory, ReviewFactory, UserFactory, VerdictFactory, default_desk

pytestmark = pytest.mark.django_db

WORDS = {"headline": "Were containers lost?", "summary": "Some.", "body": "Not all."}
REASON = "because of this"

#: Written out from the design, not read from the code. Every other pair is refused.
ALLOWED = {
    ("draft", "submitted"): "in_approval",
    ("in_approval", "approved"): "published",
    ("in_approval", "sent_back"): "draft",
    ("published", "corrected"): "published",
    ("published", "superseded"): "superseded",
    ("published", "withdrawn"): "withdrawn",
}
#: Out for good: its page stays and says so.
AT_REST = {"superseded", "withdrawn"}
PAIRS = [(state, edit) for state in FactCheck.State.values for edit in Edit]


def act(edit: Edit, pk: int, actor: User) -> Any:
    match edit:
        case Edit.SUBMIT:
            return workflow.submit(pk, actor=actor)
        case Edit.APPROVE:
            return workflow.approve(pk, actor=actor)
        case Edit.SEND_BACK:
            return workflow.send_back_fact_check(pk, actor=actor, comment=REASON)
        case Edit.CORRECT:
            return workflow.correct(pk, actor=actor, kind="correction", words=WORDS, public_line="It was 84.")
        case Edit.SUPERSEDE:
            return workflow.supersede(pk, by=FactCheckFactory(state="published").pk, actor=actor)
        case Edit.WITHDRAW:
            return workflow.withdraw(pk, actor=actor, reason=REASON)


def events_of(fact_check: FactCheck):
    return Event.objects.filter(stream=f"factcheck:{fact_check.pk}").order_by("seq")


def test_every_state_and_every_edit_has_a_row():
    assert {state for state, _ in ALLOWED} | AT_REST == set(FactCheck.State.values)
    assert {edit for _, edit in ALLOWED} == set(Edit)
    assert dict(FACT_CHECK_EDGES) == ALLOWED


@pytest.mark.parametrize(("state", "edit"), ALLOWED, ids=str)
def test_an_edit_in_the_table_leads_where_it_says_and_leaves_one_event(desk, state, edit):
    fact_check = FactCheckFactory(state=state)
    actor = UserFactory(role="publishing_editor")
    seen = events_of(fact_check).count()

    act(Edit(edit), fact_check.pk, actor)

    fact_check.refresh_from_db()
    (event,) = events_of(fact_check).select_related("payload")[seen:]
    assert fact_check.state == ALLOWED[state, edit]
    assert (event.kind, event.actor) == (f"fact_check.{edit}", actor)
    assert (event.from_state, event.to_state) == (state, fact_check.state)
    if edit in {"sent_back", "withdrawn"}:
        assert event.payload.content["reason"] == REASON


@pytest.mark.parametrize(("state", "edit"), [pair for pair in PAIRS if pair not in ALLOWED], ids=str)
def test_an_edit_that_is_not_in_the_table_is_refused_and_changes_nothing(desk, state, edit):
    fact_check = FactCheckFactory(state=state)
    row, events = FactCheck.objects.values().get(pk=fact_check.pk), events_of(fact_check).count()

    with pytest.raises(IllegalTransition):
        act(edit, fact_check.pk, UserFactory(role="publishing_editor"))

    assert FactCheck.objects.values().get(pk=fact_check.pk) == row
    assert events_of(fact_check).count() == events
    assert fact_check.revisions.count() == 1


@pytest.mark.parametrize("state", [state for state in Review.State.values if state != "decided"])
def test_only_a_decided_review_becomes_a_fact_check(desk, editor, state):
    review = ReviewFactory(state=state)

    with pytest.raises(IllegalTransition):
        workflow.draft(review.pk, author=editor, words=WORDS)

    assert not FactCheck.objects.exists()


@pytest.mark.parametrize("state", ["draft", "in_approval"])
def test_one_fact_check_of_a_review_is_written_at_a_time(desk, editor, state):
    fact_check = FactCheckFactory(state=state)

    with pytest.raises(IllegalTransition):
        workflow.draft(fact_check.review_id, author=editor, words=WORDS)

    assert FactCheck.objects.count() == 1


def test_another_than_who_wrote_it_approves(desk, editor):
    fact_check = FactCheckFactory(author=UserFactory(role="editor"))
    workflow.save_draft(fact_check.pk, author=editor, words=WORDS)
    workflow.submit(fact_check.pk, actor=editor)

    for author in (fact_check.author, editor):
        with pytest.raises(OwnWork):
            workflow.approve(fact_check.pk, actor=author)

    fact_check.refresh_from_db()
    assert (fact_check.state, fact_check.approved_by, fact_check.published_at) == ("in_approval", None, None)


def test_the_database_refuses_what_only_its_author_approved(desk):
    fact_check = FactCheckFactory(state="in_approval")
    own = FactCheck.objects.filter(pk=fact_check.pk)

    with pytest.raises(IntegrityError, match="fact_check_out_only_if_another_approved"), transaction.atomic():
        own.update(state="published", approved_by=fact_check.author)
    with pytest.raises(IntegrityError, match="fact_check_out_only_if_another_approved"), transaction.atomic():
        own.update(state="published")
    own.update(state="published", approved_by=fact_check.author, self_approved=True)


def test_a_newsroom_of_one_may_approve_its_own_and_the_fact_check_says_so(desk):
    default_desk(author_may_approve=True)
    alone, watched = FactCheckFactory(state="in_approval"), FactCheckFactory(state="in_approval")

    workflow.approve(alone.pk, actor=alone.author)
    workflow.approve(watched.pk, actor=UserFactory(role="publishing_editor"))

    said = FactCheck.objects.order_by("pk").values_list("state", "self_approved")
    assert list(said) == [("published", True), ("published", False)]


@pytest.mark.parametrize("ruled_again", [False, True])
def test_what_is_approved_is_what_the_review_still_says(desk, editor, publishing_editor, ruled_again):
    """Between submit and approval the review was opened again; perhaps it was even decided again, otherwise."""
    fact_check = FactCheckFactory(state="in_approval")
    workflow.reopen(fact_check.review_id, actor=editor, reason="new data")
    if ruled_again:
        VerdictFactory(review=fact_check.review, rating="wrong")

    with pytest.raises(IllegalTransition, match="no longer decided"):
        workflow.approve(fact_check.pk, actor=publishing_editor)

    fact_check.refresh_from_db()
    assert (fact_check.state, fact_check.approved_by) == ("in_approval", None)


def test_approval_names_who_and_when(desk, publishing_editor):
    fact_check = FactCheckFactory(state="in_approval")

    workflow.approve(fact_check.pk, actor=publishing_editor)

    fact_check.refresh_from_db()
    assert fact_check.approved_by == publishing_editor
    assert fact_check.published_at is not None


@pytest.mark.parametrize("state", [state for state in FactCheck.State.values if state != "draft"])
def test_only_a_draft_is_written_on(desk, editor, state):
    fact_check = FactCheckFactory(state=state)

    with pytest.raises(IllegalTransition):
        workflow.save_draft(fact_check.pk, author=editor, words=WORDS)

    assert fact_check.revisions.count() == 1


@pytest.mark.parametrize(
    ("kind", "public_line", "accepted"),
    [
        ("typo", "", True),
        ("clarification", "It was 84.", True),
        ("update", "It was 84.", True),
        ("correction", "It was 84.", True),
        ("clarification", "", False),
        ("update", " ", False),
        ("correction", "", False),
        ("copy", "It was 84.", False),
        ("rewrite", "It was 84.", False),
    ],
)
def test_all_but_a_typo_says_in_public_what_was_changed(desk, publishing_editor, kind, public_line, accepted):
    fact_check = FactCheckFactory(state="published")

    def correct() -> None:
        workflow.correct(
            fact_check.pk, actor=publishing_editor, kind=kind, words=WORDS, public_line=public_line
        )

    if accepted:
        correct()
        assert fact_check.revisions.get(number=2).payload.content == {**WORDS, "public_line": public_line}
    else:
        with pytest.raises(InvalidInput):
            correct()
        assert fact_check.revisions.count() == 1


@pytest.mark.parametrize("state", [state for state in FactCheck.State.values if state != "published"])
def test_only_a_published_one_takes_anothers_place_or_is_inherited(desk, editor, state):
    other = FactCheckFactory(state=state)
    old, review = FactCheckFactory(state="published"), ReviewFactory()

    with pytest.raises(InvalidInput):
        workflow.supersede(old.pk, by=other.pk, actor=editor)
    with pytest.raises(InvalidInput):
        workflow.inherit(review.pk, fact_check_id=other.pk, actor=editor)

    old.refresh_from_db()
    assert (old.state, Review.objects.get(pk=review.pk).state) == ("published", "triage")


def test_nothing_supersedes_itself(desk, editor):
    fact_check = FactCheckFactory(state="published")

    with pytest.raises(InvalidInput):
        workflow.supersede(fact_check.pk, by=fact_check.pk, actor=editor)


def test_an_inherited_outcome_says_where_it_comes_from(desk, editor):
    source, review = FactCheckFactory(state="published"), ReviewFactory()

    workflow.inherit(review.pk, fact_check_id=source.pk, actor=editor)

    outcome = Review.objects.get(pk=review.pk).outcome
    assert (outcome.basis, outcome.inherited_from) == ("inherited", source)
    assert outcome.rating == source.outcome.rating


def test_addresses_are_random(desk):
    slugs = {FactCheckFactory().slug for _ in range(3)}

    assert len(slugs) == 3
    assert all(len(slug) == 12 for slug in slugs)
