"""PDFs."""

import pytest

from factcheck.documents import Document, Limits, Refused, read

from .files import pdf

BODY = [
    (72, 700, 10, "The port was closed on Tues-"),
    (72, 688, 10, "day after 14 containers broke"),
    (72, 676, 10, "loose, its well-"),
    (72, 664, 10, "known operator said."),
    (72, 640, 10, "Nobody was hurt. A well-known ship"),
    (72, 628, 10, "left on Tuesday."),
]


def _read(content: bytes) -> Document:
    return read(content, media_type="application/pdf", filename="storm.pdf")


def _regions(document: Document) -> list[tuple[str, str]]:
    return [(block.region, document.text[block.start : block.end]) for block in document.blocks]


def test_lines_become_paragraphs_and_broken_words_whole():
    document = _read(pdf([[(72, 760, 20, "Storm closes port"), *BODY, (72, 600, 12, "What is known")]]))

    assert document.title == "Storm closes port"
    assert _regions(document) == [
        (
            "body",
            "The port was closed on Tuesday after 14 containers broke loose, its well-known operator said.",
        ),
        ("body", "Nobody was hurt. A well-known ship left on Tuesday."),
        ("subheading", "What is known"),
    ]


def test_running_heads_and_page_numbers_are_left_out():
    story = ["Ferries sail.", "Ships wait.", "Nobody was hurt in 2024.", "Nine are missing."]
    pages = [
        [
            (72, 800, 8, f"Port of Vessmar   Report 2024   {page}"),
            (72, 700, 10, text),
            (290, 30, 9, str(page)),
        ]
        for page, text in enumerate(story, 1)
    ]

    document = _read(pdf(pages))

    assert document.text == "\n\n".join(story)
    assert [block.page for block in document.blocks] == [1, 2, 3, 4]
    assert ("running_head", "Port of Vessmar Report 2024 3") in {
        (piece.reason, piece.text) for piece in document.cut
    }


def test_page_numbers_go_from_short_files_too_and_figures_stay():
    pages = [
        [(72, 700, 10, text), (290, 30, 9, f"- {page} -")]
        for page, text in enumerate(("Ferries sail.", "14"), 1)
    ]

    assert _read(pdf(pages)).text == "Ferries sail.\n\n14"


def test_a_sentence_goes_on_over_the_page():
    document = _read(
        pdf(
            [
                [(72, 700, 10, "The harbour master said that nine of")],
                [(72, 700, 10, "the boxes were missing.")],
            ]
        )
    )

    assert document.text == "The harbour master said that nine of the boxes were missing."


def test_columns_are_read_one_after_the_other():
    left = [(72, 700 - 12 * line, 10, f"left line {line} of it") for line in range(5)]
    right = [(320, 700 - 12 * line, 10, f"right line {line} of it") for line in range(5)]

    text = _read(pdf([[*left, *right]])).text

    assert text.index("left line 4") < text.index("right line 0")


def test_properties_are_kept_and_names_of_files_are_no_titles():
    info = "/Title (storm.docx) /Author (Ann Ray) /CreationDate (D:20240312180500+01'00')"
    document = _read(pdf([BODY], info=info))

    assert (document.title, document.author, document.published_at) == ("", "Ann Ray", None)
    assert document.modified_at.value.isoformat() == "2024-03-12T18:05:00+01:00"
    assert _read(pdf([BODY], info="/Title (Storm closes port)")).title == "Storm closes port"


_ONE = [[(72, 700, 10, "Port closed.")]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf([[]]), "no_text"),
        (pdf(_ONE * 1100), "too_many_pages"),
        (pdf(_ONE, kids="[2 0 R 2 0 R]"), "damaged"),
        (pdf(_ONE, root="<< /Type /Catalog /Pages 1 0 R >>"), "damaged"),
        (pdf(_ONE, stream=b"q " * 40_000_000), "too_complex"),
        (pdf(_ONE, stream=b"[" * 100_000), None),
        (pdf(_ONE)[:120], "damaged"),
        (b"%PDF-1.7\n" + b"1 0 obj\n" * 10_000, "damaged"),
        (pdf(_ONE, trailer="/Prev 9"), None),
        (pdf(_ONE, trailer="/Encrypt << /Filter /Standard /V 5 /R 6 /O (x) /U (x) /P -4 >> /ID [(a) (a)]"), "encrypted"),
    ],
    ids=[
        "no words", "many pages", "pages in themselves", "catalog in itself", "content bomb", "nested content", "torn",
        "objects only", "table in itself", "password",
    ],
)  # fmt: skip
def test_hostile_pdfs_are_refused_or_read_and_never_run_away(content: bytes, code: str | None):
    outcome = _outcome(content)

    assert outcome == code if code else outcome in ("read", "damaged", "no_text", "too_complex")


def _outcome(content: bytes) -> str:
    try:
        document = _read(content)
    except Refused as refusal:
        return refusal.code
    return "read" if "Port closed." in document.text else "read wrongly"


def test_a_damaged_page_costs_only_itself():
    good = pdf([*_ONE, [(72, 700, 10, "Ferries sail.")]])
    at = good.index(b"/Contents 8 0 R")
    document = _read(good[:at] + b"/Contents 1 0 R" + good[at + 15 :])

    assert document.text == "Port closed."


def test_the_number_of_pages_is_a_limit():
    with pytest.raises(Refused) as refusal:
        read(pdf(_ONE * 4), limits=Limits(pages=3))

    assert refusal.value.code == "too_many_pages"
    assert "4 pages; up to 3" in refusal.value.sentence
