"""Blind means blind, in the admin too: editors hear with everybody else."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from factcheck.models import Event
from reviews import workflow
from tests.admin.conftest import act, line, page
from tests.factories import RatingScaleFactory, ReviewFactory, UserFactory, VerdictFactory, default_desk

RATIONALE = "The log of that night says so."
TELLING = (line("verdict.given"), line("assignment.leased"))


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
    assert line("verdict.given") in text


def test_the_outcome_and_how_it_came_wait_for_the_undo_window(enter):
    review = VerdictFactory().review
    client = enter("editor")

    at_once = texts(client, review)
    with time_machine.travel(timezone.now() + timedelta(seconds=31), tick=False):
        later = texts(client, review)

    assert not any(RATIONALE in text or line("review.agreed") in text for text in at_once)
    assert RATIONALE in later[0]
    assert all(line("review.agreed") in text and line("verdict.given") in text for text in later)


def test_a_verdict_taken_back_ends_what_was_seen(enter, half_ruled):
    verdict = VerdictFactory(review=half_ruled)
    workflow.retract_verdict(verdict.pk, reviewer=verdict.reviewer)

    for text in texts(enter("editor"), half_ruled):
        assert not any(
            words in text
            for words in (line("review.disputed"), line("review.agreed"), line("review.undone"), *TELLING)
        )


def test_an_earlier_round_is_told_on_the_reviews_page(enter):
    review = ReviewFactory(state="disputed")
    workflow.send_back(review.pk, actor=UserFactory(role="adjudicator"), comment="again")
    VerdictFactory(review=review, rationale="second round")

    text = texts(enter("editor"), review)[0]

    assert RATIONALE in text
    assert text.count(line("verdict.given")) == 2
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


# --- Lists and forms while a review settles ----------------------------------------------------------


def just_ruled(*ratings):
    """A review that wants two verdicts. Ratings next to each other leave an editor the choice between the two."""
    default_desk(required_verdicts=2, neighbours="editor_picks", scale=RatingScaleFactory(ordered=True))
    review = ReviewFactory(state="open")
    for rating in ratings:
        VerdictFactory(review=review, rating=rating)
    return review


@pytest.mark.parametrize(
    "narrowed",
    [
        "dispute_kind=differ", "outcome__isnull=1", "free_slots=0", "extra_slots=1", "verdicts__isnull=0",
        "earliest_lease_expiry__isnull=1", "blind_from_round=1", "reveal_at__isnull=0", "state__exact=disputed",
    ],
)  # fmt: skip
def test_the_list_of_reviews_is_narrowed_by_its_own_filters_alone(enter, narrowed):
    just_ruled("confirmed", "wrong")

    response = enter("editor").get(f"{page('reviews_review')}?state=open&{narrowed}")

    assert response.status_code == 400


def test_the_list_of_people_does_not_say_whose_a_verdict_is(enter, half_ruled):
    verdict = half_ruled.verdicts.get()
    client = enter("administrator")

    for narrowed in (
        f"verdicts={verdict.pk}",
        "assignments__isnull=0",
        f"assignments={verdict.assignment_id}",
    ):
        assert client.get(f"{page('factcheck_user')}?{narrowed}").status_code == 400


@pytest.mark.parametrize("ratings", [("confirmed",), ("confirmed", "confirmed"), ("confirmed", "wrong")])
def test_since_when_a_review_stands_where_it_does_is_as_old_as_it_is_told_to_be(enter, ratings):
    client = enter("editor")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        default_desk(required_verdicts=2)
        old, fresh = ReviewFactory(state="open"), ReviewFactory(state="open")
        clock.shift(timedelta(hours=2))
        for rating in ratings:
            VerdictFactory(review=old, rating=rating)
        new = ReviewFactory(state="open")
        VerdictFactory.create_batch(2, review=new)

        found = client.get(f"{page('reviews_review')}?state=open&since=hour").context["cl"].queryset
        columns = client.get(f"{page('reviews_review')}?state=open").context["cl"].list_display
        by_since = f"{page('reviews_review')}?state=open&o=-{columns.index('state_age')}"
        in_order = list(client.get(by_since).context["cl"].queryset.values_list("pk", flat=True))

    assert set(found) == {new}
    assert in_order == sorted([old.pk, fresh.pk, new.pk])  # as in the queue


@pytest.mark.parametrize("ratings", [("confirmed",), ("wrong", "outdated"), ("confirmed", "outdated")])
def test_nobody_rules_before_there_is_a_dispute_to_be_told_of(enter, ratings):
    review = just_ruled(*ratings)
    client = enter("adjudicator")
    address = act("reviews_review", review.pk, "rule")
    confirmed = review.scale.ratings.get(key="confirmed")

    asked = client.get(address, follow=True).content.decode()
    sent = client.post(address, {"rating": confirmed.pk, "summary": "so"}).context["form"]

    assert "Rule: not as it stands now." in asked
    assert [choice.key for choice in sent.fields["rating"].queryset] == ["confirmed", "wrong", "outdated"]
    assert sent.errors == {"__all__": ["A review that is open cannot be ruled."]}
