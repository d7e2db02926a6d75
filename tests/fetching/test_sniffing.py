"""What a body is, whatever its sender calls it."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.fetching import sniffing
from factcheck.fetching.decompression import TooLarge, unpack
from factcheck.fetching.errors import Refused
from factcheck.fetching.sniffing import charset_of, read_content_type, sniff


def word_document() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("body", "declared", "kind"),
    [
        (b"<!DOCTYPE html><html>", "text/html", sniffing.HTML),
        (b"<p>81 missiles</p>", "", sniffing.HTML),
        (b"\n\n <html><body>", "image/png", sniffing.HTML),
        (b"<!-- a comment -->\n<html>", "text/plain", sniffing.HTML),
        (
            b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>",
            "application/xml",
            sniffing.HTML,
        ),
        (b"81 missiles <b>were</b> launched", "text/html", sniffing.HTML),
        (b"81 missiles were launched", "text/plain", sniffing.TEXT),
        (b"81 missiles were launched", "application/octet-stream", sniffing.TEXT),
        ("Запущено 81 ракету".encode("cp1251"), "text/plain", sniffing.TEXT),
        ("Запущено 81 ракету".encode("utf-16"), "text/plain", sniffing.TEXT),
        ("<html>Запущено".encode("utf-16"), "text/html", sniffing.HTML),
        (b"\xef\xbb\xbf<html>", "text/html", sniffing.HTML),
        (b"<?xml version='1.0'?><rss version='2.0'>", "text/html", sniffing.XML),
        (b"<rss version='2.0'>", "text/plain", sniffing.XML),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "", sniffing.XML),
        (b"<?xml version='1.0'?><!-- x --><urlset>", "", sniffing.XML),
        (b"<sitemapindex xmlns='x'>", "text/xml", sniffing.XML),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "application/feed+json", sniffing.JSON),
        (b'{"a": 1}', "", sniffing.JSON),
        (b"[1] A footnote begins this text.", "text/plain", sniffing.TEXT),
        (b"%PDF-1.7\n%\xe2\xe3", "text/html", sniffing.PDF),
        (word_document(), "application/zip", sniffing.DOCX),
        (
            b"PK\x03\x04\x00\x00",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            sniffing.ARCHIVE,
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword", sniffing.OTHER),
        (b"\x89PNG\r\n\x1a\n", "text/html", "image/*"),
        (b"\xff\xd8\xff\xe0", "text/html", "image/*"),
        (b"RIFF\x00\x00\x00\x00WEBP", "text/html", "image/*"),
        (b"\x00\x00\x00\x20ftypmp42", "text/html", "video/*"),
        (b"ID3\x04", "text/plain", "audio/*"),
        (b"\x00\x01\x02\x03", "text/html", sniffing.OTHER),
        (b"MZ\x90\x00", "text/plain", sniffing.OTHER),
        (b"\x1f\x8b\x08", "application/xml", sniffing.GZIP),
    ],
)
def test_a_body_is_what_its_bytes_are(body, declared, kind):
    assert sniff(body, declared) == kind


@given(
    st.binary(max_size=300), st.sampled_from(["", "text/html", "application/pdf", "text/plain", "nonsense"])
)
def test_every_body_is_something_that_has_a_name(body, declared):
    assert sniff(body, declared) in sniffing.NAMES


@pytest.mark.parametrize(
    ("header", "media_type", "charset"),
    [
        ("text/html; charset=UTF-8", "text/html", "utf-8"),
        ('TEXT/HTML; Charset="windows-1251"', "text/html", "cp1251"),
        ("text/html;charset=x-nonsense", "text/html", None),
        ("text/html; charset=base64", "text/html", None),
        ("text/html; charset=", "text/html", None),
        ("text/html; charset=utf-8\x00", "text/html", None),
        ("text/html; charset*=utf-8''x; charset*0=y", "text/html", None),
        ("", "", None),
        (";;;", "text/plain", None),
        ("text/html; " + "x=1; " * 10_000, "text/html", None),
    ],
)
def test_a_content_type_is_read_or_says_nothing(header, media_type, charset):
    declared = read_content_type(header)

    assert (declared.media_type, declared.charset) == (media_type, charset)


@given(st.text(max_size=200))
def test_no_content_type_breaks_us(header):
    read_content_type(header)


def test_a_byte_order_mark_knows_better_than_the_header():
    assert charset_of("Ракета".encode("utf-8-sig"), "cp1251") == "utf-8"
    assert charset_of(b"Rocket", "cp1251") == "cp1251"


@given(st.binary(max_size=500), st.sampled_from(["gzip", "deflate"]))
def test_bytes_that_are_not_packed_are_refused_or_come_out_small(body, encoding):
    try:
        unpacked = unpack(body, encoding, most_bytes=1000)
    except (Refused, TooLarge):
        return

    assert len(unpacked) <= 1000
