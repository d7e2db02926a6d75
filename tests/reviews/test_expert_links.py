"""One expert, one browser, one answer; and nothing that is not for them."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags

from config.logs import hide_secret_paths
from factcheck import takedown
from factcheck.digests import sha256_hex
from factcheck.errors import InvalidInput, LegalHold
from factcheck.models import Article, Event, Newsroom
from reviews import comment_sight, expert_links, notices
from reviews.errors import LinkClosed
from reviews.evidence import EvidenceInput
from reviews.models import Comment, ExpertLink, Policy, Review
from tests.factories import ReviewFactory, UserFactory, VerdictFactory, let_undo_pass
from tests.races import at_once

ANSWER = {"name": "Dr. Vale", "affiliation": "Harbour Institute", "text": "It was 84: see the tide tables."}


@pytest.fixture
def review(db, desk) -> Review:
    return ReviewFactory(state="open", required_verdicts=2, free_slots=2)


@pytest.fixture
def make(review, editor):
    """A function: a link to the review; its row and its address."""

    def create(**more):
        asked = {"name": "Dr. Vale", "question": "Can that be?", "days": 7} | more
        link, secret = expert_links.create(review.pk, actor=editor, **asked)
        return link, f"/expert/{secret}/"

    return create


@pytest.fixture(autouse=True)
def _no_limit_of_an_earlier_test(db):
    from django.core.cache import cache

    cache.clear()


def kinds(link) -> list[str]:
    events = Event.objects.filter(stream=f"expertlink:{link.pk}").order_by("seq")
    return [kind.removeprefix("expert_link.") for kind in events.values_list("kind", flat=True)]


def test_an_expert_opens_reads_answers_and_is_done(make, review, editor):
    link, address = make()
    expert = Client(enforce_csrf_checks=True)

    button = expert.get(address).content.decode()
    asked = expert.post(f"{address}open/", follow=True).content.decode()
    thanks = expert.post(f"{address}answer/", ANSWER, follow=True).content.decode()

    comment = Comment.objects.get()
    assert "Open" in button
    assert review.claim.label not in button
    assert "Can that be?" in asked
    assert "Thank you" in thanks
    assert (comment.kind, comment.author, comment.review) == ("expert", None, review)
    assert comment_sight.newest(comment).words == {**ANSWER, "mentions": []}
    assert kinds(link) == ["created", "opened", "answered"]
    assert list(notices.visible_to(editor, at=timezone.now()).values_list("kind", flat=True)) == [
        "expert_answered"
    ]


def test_a_scanner_that_looks_uses_nothing_up(make):
    link, address = make()

    for _ in range(5):
        assert Client().get(address).status_code == 200
        assert Client().head(address).status_code == 200
        assert Client().get(f"{address}open/").status_code == 405

    assert kinds(link) == ["created"]


def test_a_second_browser_is_refused_and_that_is_kept(make):
    link, address = make()
    Client().post(f"{address}open/")
    other = Client()

    answers = [other.get(address), other.post(f"{address}open/"), other.post(f"{address}answer/", ANSWER)]

    assert [answer.status_code for answer in answers] == [410, 410, 410]
    assert kinds(link) == ["created", "opened", "refused", "refused", "refused"]
    assert not Comment.objects.exists()


def test_a_cookie_that_somebody_made_up_opens_nothing(make):
    link, address = make()
    Client().post(f"{address}open/")
    other = Client()
    other.cookies[f"factcheck_expert_{link.pk}"] = "made up"

    assert other.get(address).status_code == 410


def test_the_cookie_of_one_link_does_not_open_another(make):
    expert = Client()
    _, first = make()
    second_link, second = make()
    expert.post(f"{first}open/")
    Client().post(f"{second}open/")
    expert.cookies[f"factcheck_expert_{second_link.pk}"] = next(iter(expert.cookies.values())).value

    assert expert.get(second).status_code == 410


def test_one_answer_and_no_more(make):
    _, address = make()
    expert = Client()
    expert.post(f"{address}open/")

    statuses = [expert.post(f"{address}answer/", ANSWER).status_code for _ in range(2)]

    assert statuses == [302, 410]
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("opened", [True, False])
def test_a_revoked_link_is_closed_at_once(make, editor, opened):
    link, address = make()
    expert = Client()
    if opened:
        expert.post(f"{address}open/")

    expert_links.revoke(link.pk, actor=editor)

    assert expert.get(address).status_code == 410
    assert expert.post(f"{address}open/", follow=True).status_code == 410
    assert expert.post(f"{address}answer/", ANSWER).status_code == 410


def test_a_link_ends_with_its_days(make):
    _, address = make(days=2)
    expert = Client()
    expert.post(f"{address}open/")

    with time_machine.travel(timezone.now() + timedelta(days=2, seconds=1), tick=False):
        assert expert.get(address).status_code == 410


@pytest.mark.parametrize("missing", ["name", "text"])
def test_an_incomplete_answer_is_shown_again_with_what_was_typed(make, missing):
    _, address = make()
    expert = Client()
    expert.post(f"{address}open/")

    answer = expert.post(f"{address}answer/", ANSWER | {missing: " "})

    assert answer.status_code == 400
    assert "Harbour Institute" in answer.content.decode()
    assert not Comment.objects.exists()


# --- What the page says, and to whom ---------------------------------------------------------------------------


def test_the_page_shows_chosen_evidence_and_no_verdict_comment_or_confidence(desk, editor, reviewer):
    pieces = [
        EvidenceInput(
            kind="document", stance="refutes", title="the public log", url="https://port.example/log"
        ),
        EvidenceInput(kind="document", stance="refutes", title="the other log"),
        EvidenceInput(kind="call", stance="refutes", note="a voice from inside", confidential=True),
    ]
    verdict = VerdictFactory(
        review=ReviewFactory(state="open"), reviewer=reviewer, rationale="so I say", evidence=pieces
    )
    let_undo_pass(verdict.review)
    chosen = verdict.evidence.order_by("pk").first()
    _, secret = expert_links.create(
        verdict.review_id, actor=editor, name="Dr. Vale", question="Why?", days=1, evidence=[chosen.pk]
    )

    text = Client().post(f"/expert/{secret}/open/", follow=True).content.decode()

    assert "the public log" in text
    hidden = ["the other log", "a voice from inside", "so I say", "refutes", "Confirmed", "reviewer"]
    assert [word for word in hidden if word in text] == []


def test_a_piece_without_a_title_says_what_it_is_and_none_is_shown_twice(desk, editor):
    pieces = [
        EvidenceInput(kind="call", stance="supports", note="The press officer, at 16:20."),
        EvidenceInput(kind="document", stance="searched_nothing_found", note="The register of 2023."),
        EvidenceInput(kind="call", stance="context", note="The press officer, at 16:20."),
    ]
    verdict = VerdictFactory(review=ReviewFactory(state="open"), evidence=pieces)
    let_undo_pass(verdict.review)
    chosen = verdict.evidence.values_list("pk", flat=True)
    _, secret = expert_links.create(
        verdict.review_id, actor=editor, name="Dr. Vale", question="Why?", days=1, evidence=list(chosen)
    )

    asked = Client().post(f"/expert/{secret}/open/", follow=True).content.decode()

    told = [" ".join(strip_tags(line).split()) for line in re.findall("<li dir.*?</li>", asked, re.DOTALL)]
    assert told == ["Call: The press officer, at 16:20.", "Searched, nothing found: The register of 2023."]


def test_a_field_that_is_refused_names_the_error_beside_it(make):
    _, address = make()
    expert = Client()
    expert.post(f"{address}open/")

    refused = expert.post(f"{address}answer/", ANSWER | {"text": ""}).content.decode()

    assert 'aria-describedby="id_text_error"' in refused
    assert 'id="id_text_error"' in refused


def test_who_asks_and_until_when_is_told_in_the_newsrooms_name_and_time(make):
    Newsroom.objects.update(name="The Sounding Line", time_zone="Europe/Oslo")
    link, address = make()

    button = Client().get(address).content.decode()

    with timezone.override(ZoneInfo("Europe/Oslo")):
        assert date_format(timezone.localtime(link.expires_at), "j M Y, H:i T") in button
    assert "The Sounding Line" in button
    assert "Factcheck" not in button


def test_confidential_and_unrevealed_evidence_cannot_be_chosen(desk, editor):
    secret_piece = EvidenceInput(kind="call", stance="context", note="inside", confidential=True)
    revealed = VerdictFactory(review=ReviewFactory(state="open"), evidence=[secret_piece])
    let_undo_pass(revealed.review)
    blind = VerdictFactory(
        review=ReviewFactory(state="open", required_verdicts=2, free_slots=2),
        evidence=[EvidenceInput(kind="document", stance="context", title="log")],
    )

    for verdict in (revealed, blind):
        with pytest.raises(InvalidInput) as refused:
            expert_links.create(
                verdict.review_id,
                actor=editor,
                name="Dr. Vale",
                question="Why?",
                days=1,
                evidence=[verdict.evidence.get().pk],
            )
        assert refused.value.errors[0].code == "not_showable"


def test_nor_ones_own_before_the_reveal(desk):
    """Colleagues read which evidence a link shows: that there is some would tell that somebody ruled."""
    administrator = UserFactory(role="administrator")
    review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
    evidence = [EvidenceInput(kind="document", stance="supports", title="the log")]
    piece = VerdictFactory(review=review, reviewer=administrator, evidence=evidence).evidence.get()

    with pytest.raises(InvalidInput):
        expert_links.create(
            review.pk, actor=administrator, name="Dr. Vale", question="?", days=3, evidence=[piece.pk]
        )


@pytest.mark.parametrize("where", ["", "open/", "answer/"])
def test_nothing_about_the_address_travels(make, where):
    _, address = make()

    response = Client().get(address) if not where else Client().post(address + where)

    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]


def test_the_cookie_is_for_this_page_only(make):
    link, address = make()

    cookie = Client().post(f"{address}open/").cookies[f"factcheck_expert_{link.pk}"]

    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/expert/", "Lax", True)


def test_what_an_expert_writes_is_text(make):
    _, address = make(question="<script>alert(1)</script>")
    expert = Client()

    page = expert.post(f"{address}open/", follow=True).content.decode()
    again = expert.post(f"{address}answer/", ANSWER | {"name": "", "text": "<b>x</b>"}).content.decode()

    assert "<script>alert" not in page
    assert "<b>x</b>" not in again


def test_the_database_and_the_log_hold_no_secret(make):
    _, address = make()
    secret = address.split("/")[2]
    Client().post(f"{address}open/")

    with connection.cursor() as cursor:
        cursor.execute("SELECT row::text FROM reviews_expertlink AS row")
        row = cursor.fetchone()[0]
    line = hide_secret_paths(
        None, "info", {"event": f"Gone: {address}open/", "request": f"GET {address}?a=1"}
    )

    assert secret not in row
    assert sha256_hex(secret) in row
    assert line == {"event": "Gone: /expert/…/open/", "request": "GET /expert/…/?a=1"}


def test_guessing_is_slowed_down(db, desk):
    guesses = [Client().get(f"/expert/{'x' * 43}/").status_code for _ in range(61)]

    assert set(guesses[:60]) == {404}
    assert guesses[60] == 429


def test_who_asks_too_often_is_turned_away_and_that_is_kept_once(make):
    link, address = make()
    looks = [Client().get(address).status_code for _ in range(61)]

    again = Client().post(f"{address}open/")

    assert set(looks[:60]) == {200}
    assert (looks[60], again.status_code) == (429, 429)
    assert kinds(link) == ["created", "refused"], "or whoever asks without end writes there without end"


@pytest.mark.django_db(transaction=True)
def test_two_browsers_that_open_at_once_are_not_both_let_in(make):
    link, _ = make()

    results = at_once(*[lambda: expert_links.open_once(link.pk)] * 2)

    assert sorted(type(result).__name__ for result in results) == ["LinkClosed", "str"]


# --- Take-down, legal hold, blindness --------------------------------------------------------------------------


def test_a_take_down_closes_the_link_and_blanks_it(make, review, editor):
    link, address = make(question="Is “84 containers” right?")
    expert = Client()
    expert.post(f"{address}open/")

    takedown.take_down(review.claim.article_id, actor=editor, reason="court order")

    link = ExpertLink.objects.get(pk=link.pk)
    assert link.words == {"name": "", "question": ""}
    assert link.revoked_at
    assert expert.get(address).status_code == 410


@pytest.mark.parametrize("what", [Review, Article])
def test_under_a_legal_hold_nothing_is_handed_outside(make, review, editor, what):
    _, address = make()
    pk = review.pk if what is Review else review.claim.article_id
    what.objects.filter(pk=pk).update(legal_hold=True)

    with pytest.raises(LegalHold):
        make()

    assert Client().get(address).status_code == 410


@pytest.mark.parametrize("heard", [True, False])
def test_an_experts_answer_is_read_when_the_desk_says_so(make, review, reviewer, heard):
    Policy.objects.update(experts_heard_at_once=heard)
    _, address = make()
    expert = Client()
    expert.post(f"{address}open/")
    expert.post(f"{address}answer/", ANSWER)

    assert comment_sight.visible_to(reviewer, at=timezone.now()).exists() is heard
    for _ in range(2):
        VerdictFactory(review=review)
    let_undo_pass(review)
    assert comment_sight.visible_to(reviewer, at=timezone.now()).exists()


# --- Over the API ------------------------------------------------------------------------------------------------


def test_the_address_is_in_the_answer_that_makes_it_and_nowhere_else(api, review, editor):
    api.force_authenticate(editor)
    where = f"/api/v1/reviews/{review.pk}/expert-links/"

    made = api.post(where, {"name": "Dr. Vale", "question": "Can that be?", "days": 3})
    listed = api.get(where).json()["results"]

    assert made.status_code == 201
    assert made["Cache-Control"] == "no-store"
    assert Client().get(made.json()["address"]).status_code == 200
    assert listed == [{key: value for key, value in made.json().items() if key != "address"}]


def test_a_link_is_revoked_once_and_stays_so(api, make, review, editor):
    link, _ = make()
    api.force_authenticate(editor)

    bodies = [
        api.post(f"/api/v1/reviews/{review.pk}/expert-links/{link.pk}/revoke/").json() for _ in range(2)
    ]

    assert [body["standing"] for body in bodies] == ["revoked", "revoked"]
    assert kinds(link) == ["created", "revoked"]


def test_a_link_of_another_review_is_not_there(api, make, editor):
    link, _ = make()
    api.force_authenticate(editor)

    assert api.post(f"/api/v1/reviews/{ReviewFactory().pk}/expert-links/{link.pk}/revoke/").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": " ", "question": "x", "days": 1},
        {"name": "x", "question": " ", "days": 1},
        {"name": "x", "question": "x", "days": 0},
        {"name": "x", "question": "x", "days": 31},
        {"name": "x", "question": "x", "days": 1, "evidence": [7]},
        {"name": "x\0", "question": "x", "days": 1},
    ],
    ids=str,
)
def test_a_link_that_cannot_be_is_refused(api, review, editor, body):
    api.force_authenticate(editor)

    response = api.post(f"/api/v1/reviews/{review.pk}/expert-links/", body)

    assert (response.status_code, ExpertLink.objects.count()) == (400, 0)


def test_a_closed_link_says_why(make, editor):
    link, _ = make()
    expert_links.revoke(link.pk, actor=editor)

    with pytest.raises(LinkClosed, match="taken it back"):
        expert_links.open_once(link.pk)
