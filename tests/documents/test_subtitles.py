"""Subtitles to transcripts."""

import pytest

from factcheck.documents import Document, Refused, read
from factcheck.extraction.regions import find_paragraphs

VTT = """WEBVTT - Port inquiry

NOTE made by hand

STYLE
::cue { color: red }

intro
00:00:01.000 --> 00:00:03.500 align:start
<v Ida Brandt>We counted <i>14</i> containers,

00:00:03.500 --> 00:00:05.000
<v Ida Brandt>and nine are missing.

00:00:05.200 --> 00:00:06.000
[applause]

00:00:06.000 --> 00:01:07.250
<v Bo Lund>Who said
that &amp; when?
"""
SRT = """1
00:00:01,000 --> 00:00:03,500
>> MODERATOR: Good evening. We have 90 minutes.

2
00:00:03,500 --> 00:00:05,000
- ANN RAY (Port): We built 300 berths.
- BO LUND: You did not.

3
01:00:05,000 --> 01:00:06,000
We counted them.
"""


def _read(text: str) -> Document:
    return read(text.encode())


def _turns(document: Document) -> list[tuple[str, float, float, str]]:
    return [
        (block.speaker, block.begins, block.ends, document.text[block.start : block.end])
        for block in document.blocks
    ]


def test_voices_become_turns_with_their_times():
    document = _read(VTT)

    assert (document.kind, document.genre, document.title) == ("subtitles", "transcript", "Port inquiry")
    assert _turns(document) == [
        ("Ida Brandt", 1.0, 5.0, "Ida Brandt: We counted 14 containers, and nine are missing."),
        ("Bo Lund", 6.0, 67.25, "Bo Lund: Who said that & when?"),
    ]
    assert [(piece.reason, piece.text) for piece in document.cut] == [("sound", "[applause]")]


def test_names_that_are_written_into_the_words_are_turns_too():
    document = _read(SRT)

    assert [turn[0] for turn in _turns(document)] == ["MODERATOR", "ANN RAY (Port)", "BO LUND", "BO LUND"]
    assert document.text.startswith(
        "MODERATOR: Good evening. We have 90 minutes.\n\nANN RAY (Port): We built 300 berths."
    )


def test_the_engine_hears_who_speaks():
    document = _read(SRT)

    speakers = [
        paragraph.speaker and paragraph.speaker.canonical
        for paragraph in find_paragraphs(document.text, None)
    ]
    assert speakers == ["moderator", "Ann Ray", "Bo Lund", "Bo Lund"]


def test_captions_that_roll_are_read_once():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nwe counted\n\n00:02.000 --> 00:03.000\nwe counted\nfourteen boxes\n\n00:03.000 --> 00:04.000\nfourteen boxes\n"

    assert _read(text).text == "we counted fourteen boxes"


def test_a_pause_ends_a_paragraph():
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:09,000 --> 00:00:10,000\nTwo.\n"

    assert _read(text).text == "One.\n\nTwo."


@pytest.mark.parametrize(
    "text",
    ["WEBVTT\n\nno time here", "WEBVTT\n\n99:99:99 --> x\nwords", "WEBVTT"],
)
def test_subtitles_without_times_are_refused(text: str):
    with pytest.raises(Refused) as refusal:
        _read(text)

    assert refusal.value.code == "damaged"


def test_times_that_run_backwards_and_markup_without_end_are_read():
    document = _read(
        "WEBVTT\n\n00:09.000 --> 00:01.000\n<v <<<\n\n00:02.000 --> 00:03.000\nWe counted < 14 & more\n"
    )

    assert "We counted < 14 & more" in document.text
    assert all(block.begins <= block.ends for block in document.blocks)
