"""Files that were made to do harm: each is read or refused within its limits, and nothing else happens."""

import base64
import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factcheck.documents import Limits, Refused, read, sandbox
from factcheck.extraction.text import normalise

from .files import docx, mail, package, paragraph, pdf
from .pages import page

STORY = "<p>The port of Vessmar was closed on Tuesday after 14 containers broke loose, its operator said.</p>"
#: A tenth of the usual ones, so that running into them takes no time.
TIGHT = Limits(
    memory_bytes=700_000_000,
    cpu_seconds=6,
    wall_seconds=20,
    answer_bytes=8_000_000,
    input_bytes=6_000_000,
    html_bytes=4_000_000,
    elements=20_000,
    unpacked_bytes=8_000_000,
    pages=100,
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _html(body: str) -> bytes:
    return f"<!doctype html><html><head><title>T</title></head><body>{body}</body></html>".encode()


#: Each is made where it is asked for: all of them take seconds.
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a million nested elements": lambda: _html("<div>" * 700_000 + STORY),
    "a million nested inline elements": lambda: _html("<b>" * 1_000_000 + STORY),
    "nested tables": lambda: _html("<table><tr><td>" * 200_000 + STORY),
    "an attribute of megabytes": lambda: _html(f"<div class='{'share ' * 600_000}'>{STORY}</div>"),
    "attributes without number": lambda: _html("<div " + " ".join(f"a{n}" for n in range(30_000)) + f">{STORY}</div>"),
    "paragraphs without number": lambda: _html("<p>a b c</p>" * 300_000),
    "line breaks without number": lambda: _html("<p>" + "a<br>" * 600_000),
    "one word of megabytes": lambda: _html(f"<p>{'w' * 3_900_000}</p>"),
    "digits of megabytes": lambda: _html(f"<p>{'1' * 3_900_000}</p>"),
    "a title of megabytes": lambda: _html(f"<h1>{'t - ' * 900_000}</h1>{STORY}"),
    "json of brackets": lambda: _html(f'<script type="application/ld+json">{"[" * 3_000_000}</script>{STORY}'),
    "json without number": lambda: _html('<script type="application/ld+json">{"@type":"NewsArticle"}</script>' * 10_000 + STORY),
    "combining marks without end": lambda: _html(f"<p>a{chr(0x301) * 1_900_000}</p>"),
    "nothing but open brackets": lambda: b"<" * 3_900_000,
    "open comments": lambda: _html("<!--" * 900_000 + STORY),
    "comments first": lambda: b"<!-- a -->" * 390_000 + STORY.encode(),
    "an xml bomb": lambda: b"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>"
    + b"".join(b"<!ENTITY %c '&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;'>" % ((c, *[c - 1] * 8)) for c in range(98, 120))
    + b"]><html><body><p>&w;</p>" + STORY.encode() + b"</body></html>",
    "an entity that reaches out": lambda: b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><body><p>&x; root</p>"
    + STORY.encode(),
    "blanks of megabytes": lambda: b"a" + b" \t" * 2_900_000 + b"b",
    "empty lines of megabytes": lambda: b"a" + b" \n" * 2_900_000 + b"b",
    "one-letter paragraphs": lambda: b"a\n\n" * 300_000,
    "a cue without end": lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"ab c\n" * 1_000_000,
    "cues at one moment": lambda: b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\nab c\n\n" * 150_000,
    "open tags in a cue": lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<" * 5_000_000,
    "a mail of headers": lambda: b"From: a\nTo: b\nSubject: c\n" * 60_000,
    "a header of megabytes": lambda: b"From: a\nTo: b\nSubject: " + b"=?utf-8?q?a?= " * 300_000 + b"\n\nThe port is closed.",
    "10,000 parts": lambda: mail('Content-Type: multipart/mixed; boundary="a"\r\n\r\n' + "--a\r\n\r\nx\r\n" * 10_000),
    "messages in messages": lambda: mail("Content-Type: message/rfc822\r\n\r\n" * 20_000 + "Deep."),
    "boundaries in boundaries": lambda: mail("".join(f'Content-Type: multipart/mixed; boundary="{n}"\r\n\r\n--{n}\r\n' for n in range(5000))),
    "a bomb in a mail": lambda: mail("Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(_html("<b>" * 500_000)).decode()),
    "a zip bomb": lambda: docx(" " * 30_000_000),
    "a zip bomb of zips": lambda: package({"[Content_Types].xml": "<x/>", "word/document.xml": package({"a": b"\0" * 20_000_000})}),
    "entries without number": lambda: docx(paragraph("a"), {f"word/{n}.xml": "" for n in range(20_000)}),
    "nested paragraphs": lambda: docx("<w:p>" * 100_000 + "</w:p>" * 100_000),
    "paragraphs of Word without number": lambda: docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 60_000),
    "a billion laughs in Word": lambda: docx(paragraph("&b;"), before='<!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'),
    "10,000 pages": lambda: pdf([[(72, 700, 10, "a")]] * 10_000),
    "pages in a loop": lambda: pdf([[(72, 700, 10, "a")]], kids="[5 0 R 2 0 R 5 0 R 2 0 R]"),
    "a stream bomb": lambda: pdf([[]], stream=b"0 0 Td " * 4_000_000),
    "operators without number": lambda: pdf([[]], stream=b"BT /F1 9 Tf 1 1 Td (a) Tj ET " * 60_000),
    "nested arrays": lambda: pdf([[]], stream=b"[" * 2_000_000),
    "objects without number": lambda: b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n<< >>\nendobj\n" % n for n in range(150_000)),
    "a table of references that lies": lambda: pdf([[(72, 700, 10, "a")]]).replace(b"0 7\n", b"0 9999999\n"),
}  # fmt: skip
MAY_ANSWER = {
    "damaged", "doctype", "encrypted", "macros", "no_text", "not_text", "took_too_long", "too_complex", "too_deep", "too_large",
    "too_long", "too_many_pages", "too_many_paragraphs", "too_many_parts", "unpacks_too_large", "unsupported_type",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_within_its_limits(name: str):
    try:
        document = sandbox.read_document(HOSTILE[name](), media_type="application/octet-stream", limits=TIGHT)
    except Refused as refusal:
        outcome, sentence = refusal.code, refusal.sentence
        assert outcome in MAY_ANSWER  # either way is right
        assert sentence.endswith(".")
    else:
        assert len(document.text) <= TIGHT.text_chars
        assert "root:" not in document.text


@pytest.mark.parametrize(
    "media_type",
    ["text/html", "text/plain", "application/pdf", WORD, "message/rfc822", "text/vtt", "image/png", ""],
)
@given(content=st.binary(max_size=400))
@example(b"%PDF-")
@example(b"PK\x03\x04")
@example(b"WEBVTT\n\n00:00.000 --> 00:00.000\n")
@example(b"\xff\xfe<\0p\0>\0")
@settings(max_examples=60, deadline=None)
def test_any_bytes_under_any_name_are_read_or_refused(media_type: str, content: bytes):
    _is_read_or_refused(content, media_type)


_HONEST = {
    "page": page().encode(),
    "word": docx(paragraph("Storm closes port", "Titel") + paragraph("Fourteen containers broke loose.") * 5),
    "pdf": pdf([[(72, 700, 10, "The port was closed on Tuesday."), (72, 688, 10, "Nobody was hurt.")]] * 3),
    "mail": mail('Content-Type: multipart/mixed; boundary="a"\r\n\r\n--a\r\nContent-Type: text/html\r\n\r\n<p>Port closed.</p>\r\n--a--'),
    "subtitles": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Port closed.\n\n00:02.000 --> 00:03.000\n>> BO: When?\n",
}  # fmt: skip


@pytest.mark.parametrize("name", _HONEST)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_honest_file_that_was_damaged_anyhow_is_read_or_refused(name: str, seed: int):
    chance = random.Random(seed)
    content = bytearray(_HONEST[name])
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(content))
        match chance.randrange(4):
            case 0:
                content[at] = chance.randrange(256)
            case 1:
                del content[at : at + chance.randrange(1, 40)]
            case 2:
                content[at:at] = content[at : at + chance.randrange(1, 40)]
            case _:
                content[at:at] = chance.choice(
                    [b"<", b"\0", b"--", b"\xff", b"&", b"(", b" 0 R", b"\r\n", b"999999999"]
                )
        if not content:
            break

    _is_read_or_refused(bytes(content), "application/octet-stream")


def _is_read_or_refused(content: bytes, media_type: str) -> None:
    try:
        document = read(content, media_type=media_type, url="https://coast.example/1")
    except Refused as refusal:
        assert refusal.sentence  # noqa: PT017  # either way is right
        return
    assert document.text == normalise(document.text)
    assert all(0 <= block.start < block.end <= len(document.text) for block in document.blocks)
    assert all(0 <= cut.at <= len(document.text) for cut in document.cut)
    assert not set(document.text + document.title + document.author) & set("\0\x07\x1b\u202e")
