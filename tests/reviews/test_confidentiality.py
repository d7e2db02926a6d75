"""A confidential piece of evidence: who reads it, where, and that for everybody else it is not there."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from factcheck.history import assign_positions
from reviews import confidentiality
from reviews.evidence import EvidenceInput
from reviews.models import Evidence
from reviews.visible_history import history_visible_to
from tests.admin.conftest import page
from tests.factories import ApiTokenFactory, UserFactory, VerdictFactory
from tests.reviews.test_blindness import AFTER, INSIDE, NINE, TABLE, verdict_of_review_that_is

pytestmark = pytest.mark.django_db

SOURCE, LOG = "the harbour pilot", "the public log"
PIECES = [
    EvidenceInput(kind="document", stance="supports", title=LOG),
    EvidenceInput(kind="call", stance="supports", note=SOURCE, confidential=True),
]
ROLES = ["reviewer", "editor", "adjudicator", "publishing_editor", "administrator", "integration"]
TRUSTED = {"author", "adjudicator", "publishing_editor", "administrator"}


def places(piece: Evidence) -> dict[str, str]:
    """Every address that shows evidence, or shows something of a review that has some."""
    review = piece.verdict.review
    return {
        "verdicts": f"/api/v1/verdicts/?review={review.pk}",
        "verdict": f"/api/v1/verdicts/{piece.verdict_id}/",
        "evidence": f"/api/v1/evidence/?review={review.pk}",
        "piece": f"/api/v1/evidence/{piece.pk}/",
        "review": f"/api/v1/reviews/{review.pk}/",
        "reviews": "/api/v1/reviews/",
        "claim": f"/api/v1/claims/{review.claim_id}/",
        "search": "/api/v1/claims/?q=pilot",
        "queue": "/api/v1/queue/mine/",
        "admin": page("reviews_review", "change", review.pk),
        "admin search": page("reviews_review") + "?state=all&q=pilot",
        "admin history": page("reviews_review", "history", review.pk),
        "admin events": page("factcheck_event"),
    }


#: Where a piece is shown to whoever may read it; in the other places nobody finds it.
SHOWN_IN = {"verdicts", "verdict", "evidence", "piece", "admin"}
#: These do not come into the admin.
NO_ADMIN = {"author", "reviewer", "integration"}


#: How a review stands; the other ways differ in nothing that evidence knows of, see ``test_blindness``.
WAYS = [
    ("open", AFTER),
    ("decided", INSIDE),
    ("decided", AFTER),
    ("sent back", timedelta()),
    ("taken back", AFTER),
]


def told_to(user, pieces: list[Evidence]) -> set[tuple[str, str]]:
    """(place, words) of all that ``user`` finds anywhere."""
    client = Client()
    client.force_login(user)
    told = set()
    for piece in pieces:
        for place, address in places(piece).items():
            if place != "piece" and piece is not pieces[0]:
                continue
            told |= {
                (place, words) for words in (LOG, SOURCE) if words in client.get(address).content.decode()
            }
    return told


@pytest.mark.parametrize(("how", "since"), WAYS, ids=[f"{how} for {since}" for how, since in WAYS])
def test_a_confidential_piece_is_read_where_and_by_whom_it_may_be(
    desk, reviewer, editor, adjudicator, how, since
):
    with time_machine.travel(NINE, tick=False) as clock:
        verdict = verdict_of_review_that_is(
            how, reviewer=reviewer, editor=editor, adjudicator=adjudicator, evidence=PIECES
        )
        clock.move_to(NINE + since)
        people = {"author": reviewer} | {role: UserFactory(role=role, is_staff=True) for role in ROLES}
        told = {
            (name, place, words)
            for name, user in people.items()
            for place, words in told_to(user, verdict_pieces(verdict))
        }

    readers = {True: {"author", *ROLES}, False: {"author"}, None: set()}[TABLE[how, since]]
    assert told == {
        (name, place, words)
        for name in readers
        for place in SHOWN_IN
        for words in (LOG, SOURCE)
        if (words == LOG or name in TRUSTED) and (place != "admin" or name not in NO_ADMIN)
    }


@pytest.mark.parametrize("role", ["reviewer", "editor", "integration"])
def test_that_there_is_one_is_not_told_either(desk, reviewer, role):
    with time_machine.travel(NINE, tick=False) as clock:
        with_source = VerdictFactory(reviewer=reviewer, evidence=PIECES)
        without = VerdictFactory(reviewer=reviewer, evidence=PIECES[:1])
        clock.shift(AFTER)
        api = APIClient()
        api.force_authenticate(UserFactory(role=role))

        def told(verdict):
            shown = api.get(f"/api/v1/verdicts/{verdict.pk}/").json()
            own = {"id", "review", "article", "claim", "article_title", "label"}
            pieces = [{**piece, "id": 0} for piece in shown.pop("evidence")]
            return {name: value for name, value in shown.items() if name not in own}, pieces

        secret = verdict_pieces(with_source)[1]
        never = api.get("/api/v1/evidence/999999/")
        hidden = api.get(f"/api/v1/evidence/{secret.pk}/")

        assert told(with_source) == told(without)
        assert (hidden.status_code, hidden.json()) == (404, never.json())


def test_no_gap_in_numbers_and_positions_tells_that_there_is_one(desk, reviewer, editor):
    """Both are taken as they are here: the table test of the blind desk blanks them."""
    first, source, second = PIECES[0], PIECES[1], PIECES[0]
    with time_machine.travel(NINE, tick=False) as clock:
        verdicts = [VerdictFactory(evidence=[first, source, second]) for _ in range(2)]
        clock.shift(AFTER)
        assign_positions()

        shown = confidentiality.visible_to(editor, at=timezone.now()).order_by("pk")
        numbers = list(shown.values_list("pk", flat=True))
        events = history_visible_to(editor, verdicts[0].review, at=timezone.now()).order_by("position")
        given, agreed = events.filter(kind__in=["verdict.given", "review.agreed"])

    assert numbers == list(range(numbers[0], numbers[0] + 4))
    assert agreed.position == given.position + 1
    assert [piece.confidential for piece in verdict_pieces(verdicts[0])] == [False, False, True]


def verdict_pieces(verdict):
    return list(verdict.evidence.order_by("pk"))


def test_a_token_that_was_made_for_less_shows_less(desk, reviewer):
    adjudicator = UserFactory(role="adjudicator")
    with time_machine.travel(NINE, tick=False) as clock:
        VerdictFactory(reviewer=reviewer, evidence=PIECES)
        clock.shift(AFTER)

        def count(scopes):
            secret = ApiTokenFactory(user=adjudicator, scopes=scopes).secret
            client = APIClient(headers={"Authorization": f"Bearer {secret}"})
            return len(client.get("/api/v1/evidence/").json()["results"])

        assert count(["verdicts:read", "reviews:adjudicate"]) == 2
        assert count(["verdicts:read"]) == 1


def test_evidence_is_listed_newest_first_and_sifted(desk, reviewer, api, django_assert_num_queries):
    with time_machine.travel(NINE, tick=False):
        VerdictFactory(reviewer=reviewer, evidence=PIECES)
    with time_machine.travel(NINE + timedelta(hours=1), tick=False):
        newer = VerdictFactory(reviewer=reviewer, evidence=PIECES)
        api.force_authenticate(reviewer)

        def found(query):
            return [
                (row["verdict"], row["kind"])
                for row in api.get(f"/api/v1/evidence/{query}").json()["results"]
            ]

        reviewer.scopes  # noqa: B018 (is read once a request anyway)
        with django_assert_num_queries(1):
            everything = found("")
        assert [kind for _, kind in everything] == ["call", "document", "call", "document"]
        assert found(f"?verdict={newer.pk}&kind=call") == [(newer.pk, "call")]
        assert found(f"?review={newer.review_id}&stance=supports") == everything[:2]
        assert found("?stance=refutes") == []
        assert api.get("/api/v1/evidence/?colour=red").status_code == 400
        assert api.get("/api/v1/evidence/?kind=rumour").status_code == 400


def test_a_piece_is_its_authors_at_once_and_a_colleagues_once_it_is_revealed(desk, reviewer, reviewer2, api):
    with time_machine.travel(NINE, tick=False) as clock:
        piece = verdict_pieces(VerdictFactory(reviewer=reviewer, evidence=PIECES))[0]
        clock.move_to(NINE + INSIDE)
        statuses = []
        for user in (reviewer, reviewer2):
            api.force_authenticate(user)
            statuses.append(api.get(f"/api/v1/evidence/{piece.pk}/").status_code)

    assert statuses == [200, 404]
