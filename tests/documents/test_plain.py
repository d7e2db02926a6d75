"""Plain text, encodings and characters that are none."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.documents import Refused, read
from factcheck.documents.scrubbing import scrub
from factcheck.extraction.text import normalise

_RUSSIAN = (
    "Порт закрыли во вторник после сильного шторма, никто не пострадал. По словам начальника порта, в воду упали "
    "четырнадцать контейнеров, девять из них ещё не найдены. Паромы отправили в соседний город."
)


def _text(content: bytes, media_type: str = "text/plain") -> str:
    return read(content, media_type=media_type).text


def test_lines_stay_and_paragraphs_are_blocks():
    document = read(b"Storm closes\r\nport\r\n \r\n\r\nNobody was hurt.\r\n", media_type="text/plain")

    assert document.text == "Storm closes\nport\n\nNobody was hurt."
    assert [document.text[block.start : block.end] for block in document.blocks] == [
        "Storm closes\nport",
        "Nobody was hurt.",
    ]


@pytest.mark.parametrize(
    ("content", "media_type", "text"),
    [
        ("\ufeffÄrger im Hafen".encode(), "text/plain", "Ärger im Hafen"),
        ("Ärger im Hafen".encode("utf-16"), "text/plain", "Ärger im Hafen"),
        ("Ärger im Hafen".encode("utf-32"), "", "Ärger im Hafen"),
        ("Ärger im Hafen".encode("utf-16-be"), "text/plain; charset=utf-16be", "Ärger im Hafen"),
        ("Ärger im Hafen".encode("latin-1"), "text/plain; charset=ISO-8859-1", "Ärger im Hafen"),
        ("“Ärger” im Hafen".encode("cp1252"), 'text/plain; charset="iso-8859-1"', "“Ärger” im Hafen"),
        ("Ärger im Hafen".encode(), "text/plain; charset=iso-8859-1", "Ärger im Hafen"),
        ("Шторм в порту".encode("koi8-r"), "text/plain; charset=koi8-r", "Шторм в порту"),
        (
            "港は火曜日に閉鎖された。".encode("shift_jis"),
            "text/plain; charset=Shift_JIS",
            "港は火曜日に閉鎖された。",
        ),
        (_RUSSIAN.encode("cp1251"), "", _RUSSIAN),
    ],
)
def test_the_encoding_is_found(content: bytes, media_type: str, text: str):
    assert _text(content, media_type) == text


def test_an_encoding_that_is_not_what_it_was_said_to_be_is_said():
    document = read("Ärger im Hafen".encode(), media_type="text/plain; charset=iso-8859-1")

    assert [notice.code for notice in document.notices] == ["charset_differs"]


@pytest.mark.parametrize(
    "charset", ["utf-7", "rot13", "zip", "unicode_escape", "idna", "x" * 40, "../../etc"]
)
def test_codecs_that_hide_or_unpack_are_never_used(charset: str):
    document = read(b"+ADw-script+AD4- closes the port \\u0041", media_type=f"text/plain; charset={charset}")

    assert document.text == "+ADw-script+AD4- closes the port \\u0041"


@pytest.mark.parametrize("media_type", ["text/plain", "text/plain; charset=utf-8"])
def test_one_bad_byte_does_not_make_mojibake_of_the_rest(media_type: str):
    content = ("Ärger im Hafen: „Über 14 Boxen“, sagte Frau Müller. " * 4).encode() + b"\xff Ende."

    document = read(content, media_type=media_type)

    assert document.text.startswith("Ärger im Hafen: „Über")
    assert document.text.endswith("\ufffd Ende.")
    assert [notice.code for notice in document.notices] == ["unreadable_bytes"]


def test_a_meta_charset_is_believed_when_nothing_else_says():
    html = '<html><head><meta charset="windows-1250"></head><body><p>Żółw w porcie, powiedział kapitan.</p></body></html>'

    assert read(html.encode("cp1250"), media_type="text/html").text == "Żółw w porcie, powiedział kapitan."


@pytest.mark.parametrize(
    ("dirty", "clean", "codes"),
    [
        ("port\0 closed", "port closed", ["nul"]),
        ("port\x07 closed\x1b[31m", "port closed[31m", ["control_characters"]),
        ("port\x0bclosed\x0cagain\u2028and\u2029again", "port\nclosed\n\nagain\nand\n\nagain", []),
        ("mis\u00adsiles\u200b and\ufeff\u2060 ships", "missiles and ships", []),
        ("12\u202e34\u202c ships", "1234\u202c ships", ["direction_overrides"]),
        ("می‌روم‏ ok", "می‌روم‏ ok", []),
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f won",
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f won",
            [],
        ),
        ("hid\U000e0041\U000e0042den", "hidden", []),
        ("odd \ufdd0\uffff end", "odd  end", ["noncharacters"]),
        ("Cafe\u0301", "Café", []),
    ],
)
def test_characters_that_no_row_can_hold_are_left_out_and_said(dirty: str, clean: str, codes: list[str]):
    document = read(("Words. " + dirty).encode(), media_type="text/plain")

    assert document.text == "Words. " + clean
    assert [notice.code for notice in document.notices] == codes


def test_half_a_surrogate_pair_becomes_the_replacement_character():
    document = read(
        "Port closed \ud83d today, the operator said.".encode("utf-16-le", "surrogatepass"),
        media_type="text/plain; charset=utf-16le",
    )

    assert document.text == "Port closed \ufffd today, the operator said."


@given(st.text())
def test_scrubbing_is_normal_and_safe_to_repeat(text: str):
    once = scrub(text, Counter())

    assert once == scrub(once, Counter()) == normalise(once)
    assert "\0" not in once.encode("utf-8").decode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\0", "empty"),
        (b"... --- ...", "no_text"),
        (bytes(range(256)) * 40, "not_text"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "unsupported_type"),
        (b"MZ\x90\0" + b"\0" * 100, "unsupported_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unsupported_type"),
        (b"{\\rtf1 Port closed}", "unsupported_type"),
        (b"\0\0\0\x20ftypmp42" + b"\0" * 100, "unsupported_type"),
        (b"a" * 20_000_001, "too_large"),
        (b"word " * 250_000, "too_long"),
    ],
)
@pytest.mark.parametrize("media_type", ["text/plain", "text/html", ""])
def test_what_is_no_text_is_refused_whatever_it_was_said_to_be(content: bytes, code: str, media_type: str):
    if code == "too_long" and media_type == "text/html":
        content = b"<html><body><p>" + content + b"</p><p>b</p></body></html>"

    with pytest.raises(Refused) as refusal:
        read(content, media_type=media_type)

    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("content", "media_type", "filename", "kind", "codes"),
    [
        (
            "<!DOCTYPE html><html><body><p>Port closed.</p></body></html>",
            "text/plain",
            "",
            "html",
            ["type_differs"],
        ),
        (
            "<!-- made by hand --><html><body><p>Port closed.</p></body></html>",
            "application/octet-stream",
            "a.bin",
            "html",
            [],
        ),
        (
            "The tag <p> opens a paragraph, </p> closes it, <br> breaks a line, </div> ends.",
            "text/plain",
            "",
            "plain",
            [],
        ),
        ("Port closed.", "text/html", "", "html", []),
        ("Port closed.", "application/octet-stream", "note.txt", "plain", []),
        ("Port closed.", "application/pdf", "", "plain", ["type_differs"]),
        ("Port closed.", "", "report.docx", "plain", ["type_differs"]),
    ],
)
def test_what_stands_in_the_file_decides_and_a_difference_is_said(
    content: str, media_type: str, filename: str, kind: str, codes: list[str]
):
    document = read(content.encode(), media_type=media_type, filename=filename)

    assert (document.kind, document.text.count("losed") + document.text.count("opens")) == (kind, 1)
    assert [notice.code for notice in document.notices] == codes
