"""``?at=``: how things stood, as they were known then, and as far as one may see them now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck import editing, takedown
from factcheck.models import ClaimPast
from reviews import workflow
from reviews.evidence import EvidenceInput
from tests.factories import (
    FactCheckFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    let_undo_pass,
    revise,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(api):
    def tell(user, address, at=None, status=200):
        api.force_authenticate(user)
        response = api.get(f"/api/v1/{address}", {"at": at.isoformat()} if at else {})
        assert response.status_code == status, response.content
        return response.json()

    return tell


def test_a_claim_is_told_with_the_words_it_had(told, editor):
    claim = ReviewFactory().claim
    before = told(editor, f"claims/{claim.pk}/")
    then = timezone.now()

    revise(claim.article, " containers", "0 containers")

    now, past = told(editor, f"claims/{claim.pk}/"), told(editor, f"claims/{claim.pk}/", then)
    assert now["quote"] != before["quote"]
    past.pop("stood")
    assert past == before


def test_a_correction_since_is_taken_back(told, editor):
    claim = ReviewFactory().claim
    before = told(editor, f"claims/{claim.pk}/")
    then = timezone.now()

    correction = editing.Correction({"label": "Lost containers", "figure": "≥ 40"}, span=(4, 15))
    editing.correct(claim.pk, correction, actor=editor)

    past = told(editor, f"claims/{claim.pk}/", then)
    assert told(editor, f"claims/{claim.pk}/")["label"] == "Lost containers"
    past.pop("stood")
    assert past == before


def test_verdicts_and_evidence_are_those_that_stood(told, editor):
    review = ReviewFactory(state="open")
    first = VerdictFactory(
        review=review,
        evidence=[EvidenceInput(kind="document", stance="supports", title="The log")],
    )
    let_undo_pass(review)
    then = timezone.now()
    workflow.reopen(review.pk, actor=editor, reason="new figures")
    second = VerdictFactory(review=review, rating="wrong")
    let_undo_pass(review)

    claim = told(editor, f"claims/{review.claim_id}/", then)["stood"]
    past = told(editor, f"reviews/{review.pk}/", then)
    now = told(editor, f"reviews/{review.pk}/", timezone.now())

    assert [verdict["id"] for verdict in claim["verdicts"]] == [first.pk]
    assert claim["verdicts"][0]["evidence"][0]["title"] == "The log"
    assert (claim["review"]["state"], claim["review"]["round"]) == ("decided", 1)
    assert (past["state"], past["round"], past["outcome"]["rating"]) == ("decided", 1, "confirmed")
    assert [verdict["id"] for verdict in now["stood"]["verdicts"]] == [first.pk, second.pk]
    assert (now["round"], now["outcome"]["rating"]) == (2, "wrong")


def test_what_was_set_with_a_move_is_taken_back(told, editor):
    review = ReviewFactory()
    then = timezone.now()
    due = timezone.now() + timedelta(days=1)
    workflow.accept(review.pk, actor=editor, priority=7, due_at=due)
    later = timezone.now()
    workflow.hold(review.pk, actor=editor, reason="waits")

    at_first, accepted = (told(editor, f"reviews/{review.pk}/", at) for at in (then, later))

    assert (at_first["state"], at_first["priority"], at_first["due_at"]) == ("triage", 0, None)
    assert (accepted["state"], accepted["priority"], accepted["reason"]) == ("open", 7, "")


def test_a_round_that_begins_without_a_move_is_told_from_then_on(told, editor):
    """The words change while it is open: it stays, in a new round."""
    review = ReviewFactory(state="open")
    first = timezone.now()
    revise(review.claim.article, " containers", "0 containers")
    second = timezone.now()
    editing.correct(review.claim_id, editing.Correction({"figure": "≥ 40"}), actor=editor)

    rounds = [told(editor, f"reviews/{review.pk}/", at)["round"] for at in (first, second, timezone.now())]

    assert rounds == [1, 2, 3]
    assert told(editor, f"reviews/{review.pk}/")["round"] == 3


def test_a_merge_since_is_taken_back(told, editor):
    review, other = ReviewFactory(state="open"), ReviewFactory(state="open")
    then = timezone.now()
    workflow.merge(review.pk, into=other.pk, actor=editor)

    assert told(editor, f"reviews/{review.pk}/", then)["merged_into"] is None
    assert told(editor, f"claims/{review.claim_id}/", then)["stood"]["review"]["id"] == review.pk
    assert told(editor, f"claims/{review.claim_id}/", timezone.now())["stood"]["review"]["id"] == other.pk


def test_a_fact_check_is_told_in_the_state_it_was_in(told, editor, publishing_editor):
    fact_check = FactCheckFactory(state="published")
    then = timezone.now()
    workflow.withdraw(fact_check.pk, actor=publishing_editor, reason="wrong")

    past = told(editor, f"reviews/{fact_check.review_id}/", then)

    assert past["stood"]["fact_checks"] == [{"id": fact_check.pk, "state": "published", "revision": 1}]


@pytest.mark.parametrize("role", ["administrator", "editor", "adjudicator", "reviewer"])
def test_no_moment_tells_of_a_verdict_that_is_blind_now(told, role):
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    somebody = UserFactory(role=role)
    VerdictFactory(review=review, rating="confirmed")
    VerdictFactory(review=review, rating="wrong")  # disputed, and it may still be taken back
    moment = timezone.now()

    past = told(somebody, f"reviews/{review.pk}/", moment)
    claim = told(somebody, f"claims/{review.claim_id}/", moment)

    assert (past["state"], past["outcome"], past["stood"]["verdicts"]) == ("open", None, [])
    assert (claim["stood"]["review"]["state"], claim["stood"]["verdicts"]) == ("open", [])


def test_a_verdict_taken_back_is_its_authors_alone(told, editor, reviewer):
    review = ReviewFactory(state="open")
    verdict = VerdictFactory(review=review, reviewer=reviewer)
    then = timezone.now()
    workflow.retract_verdict(verdict.pk, reviewer=reviewer)
    VerdictFactory(review=review)
    let_undo_pass(review)

    def seen(user):
        return [found["id"] for found in told(user, f"reviews/{review.pk}/", then)["stood"]["verdicts"]]

    assert seen(reviewer) == [verdict.pk]
    assert seen(editor) == []


def test_confidential_evidence_stays_confidential(told, reviewer2):
    piece = EvidenceInput(kind="call", stance="supports", note="a source", confidential=True)
    review = VerdictFactory(evidence=[piece]).review
    let_undo_pass(review)

    past = told(reviewer2, f"reviews/{review.pk}/", timezone.now())

    assert past["stood"]["verdicts"][0]["evidence"] == []


def test_a_take_down_blanks_the_past_too(told, editor):
    review = VerdictFactory().review
    let_undo_pass(review)
    claim = review.claim
    editing.correct(claim.pk, editing.Correction({"label": "A secret label"}, span=(4, 15)), actor=editor)
    then = timezone.now()
    editing.correct(claim.pk, editing.Correction({"label": "Another"}, span=(0, 15)), actor=editor)
    assert ClaimPast.objects.filter(claim=claim).exists()

    takedown.take_down(claim.article_id, actor=editor, reason="court order")

    past = told(editor, f"claims/{claim.pk}/", then)
    assert (past["label"], past["quote"]) == ("", "")
    assert past["stood"]["verdicts"][0]["rationale"] is None
    assert "secret" not in str(past)
    assert not ClaimPast.objects.filter(claim=claim).exists()


def test_before_it_was_there_it_was_not_there(told, editor):
    review = ReviewFactory()
    earlier = timezone.now() - timedelta(days=1)

    assert told(editor, f"claims/{review.claim_id}/", earlier, status=404)["code"] == "not_there_yet"
    assert told(editor, f"reviews/{review.pk}/", earlier, status=404)["code"] == "not_there_yet"


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ("yesterday", "invalid"),
        ("", "invalid"),
        ("2026-13-14T00:00:00Z", "invalid"),
        ("2026-03-14T00:00:00", "invalid"),
        ("2999-01-01T00:00:00Z", "future"),
    ],
)
@pytest.mark.parametrize("kind", ["claims", "reviews"])
def test_a_moment_that_is_none_is_refused_with_a_sentence(api, editor, kind, at, code):
    review = ReviewFactory()
    pk = review.pk if kind == "reviews" else review.claim_id
    api.force_authenticate(editor)

    response = api.get(f"/api/v1/{kind}/{pk}/", {"at": at})

    assert (response.status_code, response.json()["errors"][0]["code"]) == (400, code)


def test_a_newer_engines_reading_replaces_nothing_of_then(told, editor):
    claim = ReviewFactory().claim
    then = timezone.now()
    claim.figure, claim.engine_version = "40", "newer"
    claim.save(update_fields=["figure", "engine_version"])

    assert told(editor, f"claims/{claim.pk}/", then)["figure"] == ""
    assert told(editor, f"claims/{claim.pk}/")["figure"] == "40"
