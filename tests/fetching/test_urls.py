"""Addresses as people, pages and attackers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.fetching import CODES
from factcheck.fetching.errors import Hitch, Refused
from factcheck.fetching.urls import read_address

from .hostile_urls import HOSTILE_URLS


@pytest.mark.parametrize(("url", "code"), HOSTILE_URLS)
def test_a_hostile_address_is_refused_before_anything_is_looked_up(url, code):
    with pytest.raises(Refused) as refused:
        read_address(url)

    assert refused.value.code == code
    assert refused.value.detail.endswith(".")


def test_the_list_is_long_and_has_each_address_once():
    urls = [url for url, _ in HOSTILE_URLS]

    assert len(set(urls)) == len(urls) >= 60


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://example.com", "https://example.com/"),
        ("  HTTPS://Example.COM./Story?id=7#comments\n", "https://example.com/Story?id=7"),
        ("http://example.com:80/a", "http://example.com/a"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:443/a", "http://example.com:443/a"),
        ("http://example.com:/a", "http://example.com/a"),
        ("https://bücher.example.com/", "https://xn--bcher-kva.example.com/"),
        ("https://ＥＸＡＭＰＬＥ.com/", "https://example.com/"),
        ("https://правда.com.ua/news", "https://xn--80aafi6cg.com.ua/news"),
        (
            "https://example.com/новини/81-ракета",
            "https://example.com/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/81-%D1%80%D0%B0%D0%BA%D0%B5%D1%82%D0%B0",
        ),
        ("https://example.com/a%20b?q=%C3%A4&r=a+b", "https://example.com/a%20b?q=%C3%A4&r=a+b"),
        ('https://example.com/"<x>"', "https://example.com/%22%3Cx%3E%22"),
        ("https://under_score.example.com/", "https://under_score.example.com/"),
        ("http://example.com#@127.0.0.1/", "http://example.com/"),
        ("http://example.com?@127.0.0.1/", "http://example.com/?@127.0.0.1/"),
        ("https://93.184.216.34/", "https://93.184.216.34/"),
        ("https://[2606:4700::6810:84E5]/", "https://[2606:4700::6810:84e5]/"),
        ("https://[64:ff9b::8.8.8.8]/", "https://[64:ff9b::808:808]/"),
        ("https://[::ffff:8.8.8.8]/", "https://8.8.8.8/"),
    ],
)
def test_an_ordinary_address_is_read_and_has_one_spelling(written, read):
    address = read_address(written)

    assert str(address) == read
    assert read_address(read) == address


@given(st.text(max_size=60))
def test_whatever_stands_behind_the_scheme_is_refused_or_safe_to_send(rest):
    try:
        address = read_address(f"http://{rest}")
    except Refused:
        return

    wire = str(address)
    assert wire.isascii()
    assert not set(wire) & set(" \t\r\n\\\x00")
    assert read_address(wire) == address


@given(st.text(max_size=40))
def test_whatever_a_site_redirects_to_is_refused_or_an_address(reference):
    page = read_address("https://example.com/a/b")

    try:
        address = page.join(reference, allowed=frozenset())
    except Refused:
        return

    assert read_address(str(address)) == address


@pytest.mark.parametrize(
    ("reference", "leads_to"),
    [
        ("/x", "https://example.com/x"),
        ("c?d=e", "https://example.com/a/c?d=e"),
        ("//other.example.com/x", "https://other.example.com/x"),
        ("http://other.example.com", "http://other.example.com/"),
        ("../../../etc", "https://example.com/etc"),
    ],
)
def test_a_redirect_is_read_from_the_page_that_sends_it(reference, leads_to):
    page = read_address("https://example.com/a/b")

    assert str(page.join(reference, allowed=frozenset())) == leads_to


def test_only_the_very_host_and_port_that_are_allowed_may_be_private():
    allowed = frozenset({"127.0.0.1:8123"})

    assert read_address("http://127.0.0.1:8123/x", allowed=allowed).port == 8123
    for other in ("http://127.0.0.1:8124/", "http://127.0.0.2:8123/", "http://localhost:8123/"):
        with pytest.raises(Refused):
            read_address(other, allowed=allowed)


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_code_has_a_sentence_for_people(code):
    kind = Refused if code in Refused._sentences else Hitch

    sentence = kind(code, "example.com").detail

    assert sentence[0].isupper() or sentence[0] == "“"
    assert sentence.endswith(".")
    assert "{" not in sentence
