"""Blind means blind, in the admin too: editors hear with everybody else."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from factcheck.models import Event
from reviews import workflow
from tests.admin.conftest import page
from tests.factories import ReviewFactory, UserFactory, VerdictFactory, default_desk

RATIONALE = "The log of that night says so."
TELLING = ("verdict: given", "assignment: leased")


@pytest.fixture
def half_ruled(db):
    """An open review that wants two verdicts and has one."""
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    VerdictFactory(review=review)
    return review


def texts(client, review):
    """All pages that might tell."""
    addresses = [
        page("reviews_review", "change", review.pk),
        page("reviews_review", "history", review.pk),
        page("factcheck_event"),
        page("factcheck_event") + f"?q=review:{review.pk}",
    ]
    return [client.get(address).content.decode() for address in addresses]


@pytest.mark.parametrize("role", ["administrator", "editor", "adjudicator"])
def test_nothing_tells_of_a_colleagues_verdict_while_the_review_is_open(enter, half_ruled, role):
    for text in texts(enter(role), half_ruled):
        assert RATIONALE not in text
        assert not any(words in text for words in TELLING)


def test_an_event_that_is_hidden_has_no_page_either(enter, half_ruled):
    hidden = Event.objects.get(kind="verdict.given")

    response = enter("administrator").get(page("factcheck_event", "change", hidden.pk))

    assert response.status_code == 302


def test_the_first_page_does_not_count_what_is_hidden(enter, half_ruled):
    client = enter("editor")

    def waiting():
        return next(card for card in client.get("/admin/").context["cards"] if card.title == "Events waiting")

    before = waiting().number
    VerdictFactory(review=half_ruled, rating="wrong")
    at_once = waiting().number
    with time_machine.travel(timezone.now() + timedelta(seconds=31), tick=False):
        later = waiting().number

    assert at_once == before
    assert later != before


def test_one_sees_ones_own(enter, half_ruled):
    administrator = UserFactory(role="administrator", is_staff=True)
    verdict = VerdictFactory(review=ReviewFactory(state="open"), reviewer=administrator)

    text = texts(enter(None, user=administrator), verdict.review)[0]

    assert RATIONALE in text
    assert "verdict: given" in text


def test_the_outcome_and_how_it_came_wait_for_the_undo_window(enter):
    review = VerdictFactory().review
    client = enter("editor")

    at_once = texts(client, review)
    with time_machine.travel(timezone.now() + timedelta(seconds=31), tick=False):
        later = texts(client, review)

    assert not any(RATIONALE in text or "review: agreed" in text for text in at_once)
    assert RATIONALE in later[0]
    assert all("review: agreed" in text and "verdict: given" in text for text in later)


def test_a_verdict_taken_back_ends_what_was_seen(enter, half_ruled):
    verdict = VerdictFactory(review=half_ruled)
    workflow.retract_verdict(verdict.pk, reviewer=verdict.reviewer)

    for text in texts(enter("editor"), half_ruled):
        assert not any(
            words in text for words in ("review: disputed", "review: agreed", "review: undone", *TELLING)
        )


def test_an_earlier_round_is_told_on_the_reviews_page(enter):
    review = ReviewFactory(state="disputed")
    workflow.send_back(review.pk, actor=UserFactory(role="adjudicator"), comment="again")
    VerdictFactory(review=review, rationale="second round")

    text = texts(enter("editor"), review)[0]

    assert RATIONALE in text
    assert text.count("verdict: given") == 2
    assert "second round" not in text


def test_confidential_evidence_is_not_an_editors(enter):
    from reviews.evidence import EvidenceInput

    evidence = [
        EvidenceInput(kind="call", stance="supports", title="a voice from inside", confidential=True),
        EvidenceInput(kind="document", stance="supports", title="the public log"),
    ]
    default_desk(undo_seconds=0)
    verdict = VerdictFactory(review=ReviewFactory(state="open"), evidence=evidence)
    address = page("reviews_review", "change", verdict.review_id)

    editor, adjudicator = (enter(role).get(address).content.decode() for role in ("editor", "adjudicator"))

    assert ("a voice from inside" in editor, "the public log" in editor) == (False, True)
    assert "a voice from inside" in adjudicator


@pytest.mark.parametrize("role", ["administrator", "editor", "adjudicator", "publishing_editor"])
def test_a_review_is_told_to_be_open_until_its_last_verdict_cannot_be_taken_back(enter, half_ruled, role):
    VerdictFactory(review=half_ruled, rating="wrong")
    client = enter(role)
    listed, own = page("reviews_review"), page("reviews_review", "change", half_ruled.pk)

    def told():
        in_list = {
            state: half_ruled.claim.label in client.get(f"{listed}?state={state}").content.decode()
            for state in ("open", "disputed")
        }
        shown = client.get(own).context
        offered = {offer["act"].name for offer in shown["acts"]} & {"rule", "send-back"}
        return in_list, shown["state_badge"], offered

    at_once = told()
    with time_machine.travel(timezone.now() + timedelta(seconds=31), tick=False):
        later = told()

    assert at_once[0] == {"open": True, "disputed": False}
    assert "open" in at_once[1].lower()
    assert at_once[2] == set()
    assert later[0] == {"open": False, "disputed": True}
    assert "disputed" in later[1].lower()
