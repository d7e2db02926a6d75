"""E-mails."""

from datetime import datetime, timedelta, timezone

import pytest

from factcheck.documents import Document, Refused, read, sandbox

from .files import mail

PLAIN = 'Content-Type: text/plain; charset="utf-8"\r\n\r\n'


def _read(content: bytes) -> Document:
    return read(content, media_type="message/rfc822", filename="storm.eml")


def test_headers_say_title_author_and_date():
    document = _read(mail(PLAIN + "FOR IMMEDIATE RELEASE\r\n\r\nThe port is closed.\r\n"))

    assert (document.title, document.author, document.genre) == (
        "Storm closes port",
        "Ida Brändt",
        "press_release",
    )
    assert document.published_at.value == datetime(2024, 3, 12, 18, 5, tzinfo=timezone(timedelta(hours=1)))
    assert document.text == "FOR IMMEDIATE RELEASE\n\nThe port is closed."


def test_quotes_and_signature_are_left_out_and_kept():
    document = _read(
        mail(
            PLAIN
            + "The port is closed.\r\n\r\n> How many boxes?\r\n\r\n-- \r\nIda Brändt\r\nPort of Vessmar\r\n"
        )
    )

    assert document.text == "The port is closed."
    assert {piece.reason for piece in document.cut} == {"quoted_message", "signature"}


def test_soft_line_breaks_are_no_line_breaks():
    document = _read(mail("Content-Type: text/plain; format=flowed\r\n\r\nThe port is \r\nclosed.\r\n"))

    assert document.text == "The port is closed."


_PARTS = (
    'Content-Type: multipart/mixed; boundary="a"\r\n\r\n--a\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain\r\n\r\n{plain}\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--b--\r\n"
    '--a\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="figures.pdf"\r\n\r\n%PDF\r\n--a--\r\n'
)


def test_the_better_of_two_versions_is_read_and_attachments_are_said():
    html = "<table><tr><td><p>The port is <b>closed</b>.</p><ul><li>14 boxes</li></ul><p style='display:none'>preheader</p></td></tr></table>"
    document = _read(mail(_PARTS.format(plain="View this in a browser", html=html)))

    assert document.text == "The port is closed.\n\n- 14 boxes"
    assert [notice.code for notice in document.notices] == ["attachments"]
    assert "figures.pdf" in document.notices[0].sentence


@pytest.mark.parametrize("name", ["a%00.pdf", "a%ED%A0%80.pdf", "a%0D%0A.pdf", "a%E2%80%AE.pdf"])
def test_a_name_of_an_attachment_that_no_file_has_harms_nothing(name: str):
    attached = (
        'Content-Type: multipart/mixed; boundary="a"\r\n\r\n--a\r\nContent-Type: text/plain\r\n\r\nThe port is closed.\r\n'
        f"--a\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''{name}\r\n\r\n%PDF\r\n--a--\r\n"
    )

    (notice,) = sandbox.read_document(mail(attached)).notices

    assert notice.code == "attachments"
    assert notice.sentence.isprintable()


def test_plain_words_are_preferred_where_they_are_the_message():
    plain = "The port of Vessmar is closed. " * 10
    document = _read(mail(_PARTS.format(plain=plain, html="<p>Buy</p>")))

    assert document.text.startswith("The port of Vessmar is closed.")
    assert "Buy" not in document.text


@pytest.mark.parametrize(
    "coding",
    ["base64\r\n\r\nVGhlIHBvcnQgaXMgY2xvc2VkLg==", "quoted-printable\r\n\r\nThe port is =\r\nclosed=2E"],
)
def test_transfer_encodings_are_undone(coding: str):
    assert (
        _read(mail(f"Content-Type: text/plain\r\nContent-Transfer-Encoding: {coding}")).text
        == "The port is closed."
    )


def test_a_mail_is_known_by_its_headers():
    assert read(mail(PLAIN + "The port is closed."), media_type="application/octet-stream").kind == "eml"


def _nested(depth: int) -> bytes:
    return mail("Content-Type: message/rfc822\r\n\r\n" * depth + PLAIN + "Deep.")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (
            mail(
                'Content-Type: multipart/mixed; boundary="a"\r\n\r\n'
                + "--a\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 10_000
            ),
            "too_many_parts",
        ),
        (
            mail('Content-Type: multipart/mixed; boundary="a"\r\n\r\n' + "--a\r\n\r\nx\r\n" * 10_000),
            "too_many_parts",
        ),
        (_nested(10_000), "too_many_parts"),
        (_nested(400), "too_deep"),
        (_nested(200), "too_deep"),
        (_nested(25), "too_deep"),
        (mail('Content-Type: multipart/encrypted; boundary="a"\r\n\r\n--a\r\n\r\nx\r\n--a--'), "encrypted"),
        (mail(PLAIN), "no_text"),
    ],
    ids=[
        "many parts",
        "many parts that say nothing",
        "10,000 deep",
        "400 deep",
        "200 deep",
        "25 deep",
        "encrypted",
        "empty",
    ],
)
def test_hostile_messages_are_refused_with_what_to_do(content: bytes, code: str):
    with pytest.raises(Refused) as refusal:
        _read(content)

    assert refusal.value.code == code
    assert len(refusal.value.sentence) > 40


@pytest.mark.parametrize(
    "header",
    [
        "Subject: =?utf-8?b?///?=",
        "Subject: =?nonsense?q?=ff?=",
        "Subject: \udcff",
        "From: " + "<" * 100_000,
        "Date: Tue, 99 Foo",
        "Subject: " + "=?" * 50_000,
        "Subject: =?utf-8?b?/////?=",
        "From: =?utf-8?b?/////?= <press@port.example>",
    ],
)
def test_broken_headers_only_leave_things_unsaid(header: str):
    content = (
        header + "\r\nTo: a@b.example\r\nX-One: 1\r\nContent-Type: text/plain\r\n\r\nThe port is closed."
    ).encode("utf-8", "surrogateescape")

    assert _read(content).text == "The port is closed."
