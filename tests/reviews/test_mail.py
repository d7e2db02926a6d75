"""Notices by mail: when their reader wants them, to their reader only, once."""

import email
import smtplib
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from reviews import comments, mail, notices, tasks
from reviews.models import MailDigest, Review
from tests.factories import ReviewFactory, UserFactory, VerdictFactory, let_undo_pass
from tests.races import at_once

pytestmark = pytest.mark.django_db

NINE = datetime(2024, 3, 11, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def sends_mail(settings):
    """As a desk with a mail server does."""
    settings.SENDS_MAIL = True


@pytest.fixture
def adjudicator(db):
    user = UserFactory(role="adjudicator", username="adjudicator")
    mail.choose(user, when="soon")
    return user


@pytest.fixture
def mention(desk, editor):
    """A function: the editor mentions the adjudicator."""

    def write(text="@adjudicator look, a secret word", review=None):
        return comments.write((review or ReviewFactory()).pk, author=editor, text=text)

    return write


def deliver(*, after=timedelta()):
    at = timezone.now() + after
    return mail.gather(at=at), mail.send_due(at=at)


def test_a_mail_says_what_happened_and_where_and_no_word_of_it(mention, adjudicator, settings):
    comment = mention()

    deliver()

    (message,) = django_mail.outbox
    html = message.alternatives[0].content
    assert message.to == [adjudicator.email]
    assert message.subject == "1 notice from Factcheck"
    for body in (message.body, html):
        assert "editor mentioned you." in body
        assert comment.review.claim.label in body
        assert f"{settings.SITE_URL}/desk/reviews/{comment.review_id}/#comment-{comment.pk}" in body
        assert "secret word" not in body


def test_a_label_is_text_in_a_mail_too(mention, adjudicator):
    review = ReviewFactory(claim__label="<img src=x>\nBcc: everybody")
    mention(review=review)

    deliver()

    (message,) = django_mail.outbox
    assert "<img" not in message.alternatives[0].content
    assert "Bcc" not in message.message()


def test_nobody_is_written_to_unasked(mention, desk):
    UserFactory(role="adjudicator", username="adjudicator")
    mention()

    assert deliver() == (0, 0)


def test_soon_is_at_most_every_quarter_of_an_hour(mention, adjudicator):
    mention()
    deliver()
    mention()
    mention()

    at_once_again, later = deliver(after=timedelta(minutes=14)), deliver(after=timedelta(minutes=16))

    assert (at_once_again, later) == ((0, 0), (1, 1))
    assert [message.subject[0] for message in django_mail.outbox] == ["1", "2"]


def test_what_was_sent_is_not_sent_again(mention, adjudicator):
    mention()

    assert [deliver(after=timedelta(hours=n)) for n in range(3)] == [(1, 1), (0, 0), (0, 0)]


def test_what_was_read_at_the_desk_is_not_sent(mention, adjudicator):
    mention()
    notices.mark_read(adjudicator)

    assert deliver() == (0, 0)


@pytest.mark.parametrize(
    ("zone", "hour", "due"),
    [
        ("Europe/Kyiv", 8, datetime(2024, 3, 12, 6, 0, tzinfo=UTC)),
        ("Europe/Kyiv", 20, datetime(2024, 3, 11, 18, 0, tzinfo=UTC)),
        ("UTC", 9, datetime(2024, 3, 12, 9, 0, tzinfo=UTC)),
        ("America/New_York", 8, datetime(2024, 3, 11, 12, 0, tzinfo=UTC)),
        ("Pacific/Auckland", 0, datetime(2024, 3, 11, 11, 0, tzinfo=UTC)),
    ],
)
def test_daily_is_by_the_readers_own_clock(desk, zone, hour, due):
    with time_machine.travel(NINE, tick=False):
        preference = mail.choose(UserFactory(time_zone=zone), when="daily", hour=hour)

    assert preference.next_at == due


def test_a_day_on_the_clock_is_a_day_where_the_clock_changes(desk):
    with time_machine.travel(datetime(2024, 3, 30, 12, 0, tzinfo=UTC), tick=False):
        preference = mail.choose(UserFactory(time_zone="Europe/Kyiv"), when="daily", hour=8)

    assert preference.next_at == datetime(2024, 3, 31, 5, 0, tzinfo=UTC)  # summer time began at 3


def test_a_daily_mail_comes_once_a_day(mention, adjudicator):
    with time_machine.travel(NINE, tick=False):
        mail.choose(adjudicator, when="daily", hour=12)
        mention()
    sent = []
    for hours in (1, 3, 4, 26, 28):
        with time_machine.travel(NINE + timedelta(hours=hours), tick=False):
            sent.append(deliver()[1])
            mention()

    assert sent == [0, 1, 0, 0, 1]


def test_a_mail_reveals_nothing_that_is_blind(desk, reviewer, adjudicator):
    review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
    comments.write(review.pk, author=reviewer, text="@adjudicator it is wrong")
    at_first = deliver()
    for _ in range(2):
        VerdictFactory(review=review)
    let_undo_pass(review)

    assert (at_first, deliver()) == ((0, 0), (1, 1))


def test_what_became_hidden_or_was_taken_back_after_gathering_is_not_sent(mention, editor, adjudicator):
    comment = mention()
    mail.gather(at=timezone.now())
    comments.withdraw(comment.pk, author=editor)

    mail.send_due(at=timezone.now())

    assert MailDigest.objects.get().state == "dropped"
    assert django_mail.outbox == []


def test_a_take_down_leaves_no_label_in_a_mail_that_waits(mention, editor, adjudicator):
    from factcheck import takedown

    comment = mention()
    label = comment.review.claim.label
    mail.gather(at=timezone.now())
    takedown.take_down(comment.review.claim.article_id, actor=editor, reason="court order")

    mail.send_due(at=timezone.now())

    assert all(label not in message.body for message in django_mail.outbox)


# --- No more ----------------------------------------------------------------------------------------------------


def test_looking_at_the_link_ends_nothing_and_pressing_does(mention, adjudicator):
    address = mail.unsubscribe_address(adjudicator)

    looked = Client().get(address)
    still = mail.preference_of(adjudicator).when
    pressed = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})

    assert (looked.status_code, still, pressed.status_code) == (200, "soon", 200)
    assert mail.preference_of(adjudicator).when == "off"


def test_a_link_that_was_changed_ends_nobodys_mail(adjudicator):
    address = mail.unsubscribe_address(adjudicator)
    first, rest = address.split("/unsubscribe/")

    assert Client().post(f"{first}/unsubscribe/x{rest}").status_code == 404


def test_who_ended_them_gets_none_that_waits(mention, adjudicator):
    mention()
    mail.gather(at=timezone.now())
    mail.choose(adjudicator, when="off")

    assert mail.send_due(at=timezone.now()) == 0
    assert django_mail.outbox == []


def test_one_chooses_over_the_api(api, desk, editor):
    api.force_authenticate(editor)
    where = "/api/v1/notices/mail/"

    before = api.get(where).json()
    chosen = api.put(where, {"when": "daily", "hour": 17}).json()

    assert before == {"when": "off", "hour": 8, "is_possible": True}
    assert (api.get(where).json(), chosen) == (chosen, before | {"when": "daily", "hour": 17})


def test_without_an_address_there_is_no_mail_to_choose(api, desk):
    api.force_authenticate(UserFactory(role="editor", email=""))

    response = api.put("/api/v1/notices/mail/", {"when": "soon"})

    assert (response.status_code, response.json()["errors"][0]["code"]) == (400, "no_address")


# --- A real server ------------------------------------------------------------------------------------------------


class Letterbox:
    """Takes what comes, or says no: ``answer`` is what it says to the next mails, ``to_recipient`` to their readers."""

    def __init__(self) -> None:
        self.letters: list[email.message.Message] = []
        self.answer = self.to_recipient = "250 taken"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.letters.append(email.message_from_bytes(envelope.content))
        return self.answer


@pytest.fixture
def letterbox(settings) -> Iterator[Letterbox]:
    box = Letterbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield box
    server.stop()


def test_a_mail_arrives_with_a_way_to_end_them(letterbox, mention, adjudicator):
    mention()

    tasks.send_mails()

    (letter,) = letterbox.letters
    assert letter["To"] == adjudicator.email
    assert letter["List-Unsubscribe"].strip("<>").endswith("/")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in letter.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert MailDigest.objects.get().state == "sent"


def test_a_server_that_is_busy_is_asked_again(letterbox, mention, adjudicator):
    mention()
    letterbox.answer = "451 later"
    deliver()
    waiting = MailDigest.objects.get()
    letterbox.answer = "250 taken"

    assert deliver(after=timedelta(minutes=1))[1] == 0
    assert deliver(after=timedelta(minutes=3))[1] == 1
    assert (waiting.state, waiting.error[:8]) == ("waiting", "SMTPData")
    assert len(letterbox.letters) == 1


def test_a_server_that_says_no_for_good_is_not_asked_again(letterbox, mention, adjudicator):
    mention()
    letterbox.answer = "554 no"

    deliver()

    assert MailDigest.objects.get().state == "failed"
    assert deliver(after=timedelta(hours=1))[1] == 0


@pytest.mark.parametrize(
    ("said", "state"),
    [
        pytest.param("450 greylisted, come again", "waiting", id="greylisted"),
        pytest.param("550 no such user", "failed", id="no such reader"),
    ],
)
def test_a_reader_who_is_refused_for_now_is_written_to_again(letterbox, mention, adjudicator, said, state):
    mention()
    letterbox.to_recipient = said
    deliver()
    letterbox.to_recipient = "250 taken"

    later = deliver(after=timedelta(minutes=3))[1]

    assert later == (state == "waiting")
    assert MailDigest.objects.get().state == ("sent" if later else state)


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(smtplib.SMTPAuthenticationError(535, b"bad password"), id="password"),
        pytest.param(smtplib.SMTPConnectError(554, b"not you"), id="greeting"),
        pytest.param(smtplib.SMTPHeloError(550, b"who?"), id="helo"),
        pytest.param(smtplib.SMTPSenderRefused(530, b"sign in first", "desk@newsroom.example"), id="sender"),
        pytest.param(ValueError("Invalid address"), id="an address that is none"),
        pytest.param(OverflowError("date value out of range"), id="a date that is none"),
    ],
)
def test_what_can_be_mended_is_tried_again_and_holds_up_no_other_mail(
    mention, adjudicator, editor, monkeypatch, error
):
    mail.choose(editor, when="soon")
    mention("@editor @adjudicator look")
    comments.write(Review.objects.get().pk, author=adjudicator, text="@editor yes")
    send = django_mail.EmailMultiAlternatives.send

    def fail_for_the_adjudicator(message, **how):
        if adjudicator.email in message.to:
            raise error
        return send(message, **how)

    monkeypatch.setattr(django_mail.EmailMultiAlternatives, "send", fail_for_the_adjudicator)

    assert deliver() == (2, 1)

    waiting = MailDigest.objects.get(recipient=adjudicator)
    assert (waiting.state, waiting.error.split(":")[0]) == ("waiting", type(error).__name__)
    monkeypatch.undo()
    assert deliver(after=timedelta(minutes=3))[1] == 1


def test_trouble_that_does_not_pass_is_given_up_after_a_day(mention, adjudicator, monkeypatch):
    mention()
    mail.gather(at=timezone.now())
    monkeypatch.setattr(
        django_mail.EmailMultiAlternatives, "send", Mock(side_effect=ConnectionRefusedError("no server"))
    )
    began, digest = timezone.now(), MailDigest.objects.get()

    while digest.ended_at is None:
        with time_machine.travel(digest.next_attempt_at, tick=False):
            mail.send_due(at=timezone.now())
        digest.refresh_from_db()

    assert digest.state == "failed"
    assert timedelta(days=1) < digest.ended_at - began < timedelta(days=2)


def test_a_sender_that_died_leaves_its_mail_to_another_under_the_same_name(letterbox, mention, adjudicator):
    mention()
    mail.gather(at=timezone.now())
    dead = mail._lease(at=timezone.now())
    name = mail._message(dead).extra_headers["Message-ID"]

    meanwhile = mail.send_due(at=timezone.now())
    later = mail.send_due(at=timezone.now() + timedelta(minutes=4))

    assert (meanwhile, later) == (0, 1)
    assert [letter["Message-ID"] for letter in letterbox.letters] == [name]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_it_once(letterbox, mention, adjudicator):
    mention()
    assert Review.objects.exists()

    at_once(*[deliver] * 4)

    assert len(letterbox.letters) == 1
