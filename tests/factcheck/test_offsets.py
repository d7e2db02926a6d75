"""Whatever the words: what is stored is what offsets point into, in Python and in PostgreSQL alike."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from factcheck import ingest
from factcheck.digests import sha256_hex
from factcheck.extraction.text import normalise
from factcheck.ingest import Submission
from factcheck.models import ArticleVersion
from factcheck.utf16 import astral_offsets, to_utf16
from tests.factories import ClaimFactory, UserFactory

#: Any text that may be stored, with what moves offsets made likely.
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
        st.sampled_from("\r\n\u0301\u0308e\u1100\u1161\u11a8\U0001f600\U0001d15e\u212b\u0344\ufeff\u200d"),
    ),
    min_size=1,
    max_size=60,
)


@given(TEXTS)
def test_normalising_twice_is_normalising_once(text):
    once = normalise(text)

    assert normalise(once) == once
    assert "\r" not in once


@given(TEXTS, st.data())
def test_utf16_offsets_cut_what_code_point_offsets_cut(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    units, astral = text.encode("utf-16-le"), astral_offsets(text)

    cut = units[2 * to_utf16(start, astral) : 2 * to_utf16(end, astral)]

    assert cut.decode("utf-16-le") == text[start:end]


@pytest.mark.database
class StoredTexts(TestCase):
    """Each example in a transaction of its own, rolled back."""

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(TEXTS, TEXTS)
    def test_any_text_is_stored_normalised_with_its_digest(self, title, text):
        assume(normalise(text).strip())

        version, _ = ingest.store(Submission(text=text, title=title), owner=UserFactory())

        stored = ArticleVersion.objects.get(pk=version.pk)
        assert stored.text == normalise(text)
        assert stored.title == normalise(title).strip()
        assert stored.text_sha256 == sha256_hex(stored.text)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(TEXTS, st.data())
    def test_any_quote_that_python_cuts_postgresql_finds(self, text, data):
        assume(normalise(text).strip())
        version, _ = ingest.store(Submission(text=text), owner=UserFactory())
        stored = ArticleVersion.objects.get(pk=version.pk).text
        start = data.draw(st.integers(0, len(stored) - 1))
        end = data.draw(st.integers(start + 1, len(stored)))

        claim = ClaimFactory(version=version, quote=stored[start:end])

        anchor = claim.anchors.get()
        assert stored[anchor.start : anchor.end] == anchor.quote == stored[start:end]

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(TEXTS, min_size=1, max_size=5))
    def test_blocks_of_any_text_keep_their_places(self, pieces):
        blocks = [(str(number), piece) for number, piece in enumerate(pieces)]
        assume("".join(normalise(piece) for piece in pieces).strip())

        version, _ = ingest.store(Submission(blocks=blocks), owner=UserFactory())

        stored = ArticleVersion.objects.get(pk=version.pk)
        assert normalise(stored.text) == stored.text
        assert [stored.text[b["start"] : b["end"]] for b in stored.blocks] == [normalise(p) for p in pieces]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT char_length(text) FROM factcheck_articleversion WHERE id = %s", [stored.pk]
            )
            assert cursor.fetchone()[0] == len(stored.text)
