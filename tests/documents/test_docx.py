"""Word documents."""

import pytest

from factcheck.documents import Document, Refused, read

from .files import CONTENT_TYPES, docx, package, paragraph

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FIRST = paragraph("Fourteen containers broke loose on Tuesday.")


def _read(content: bytes) -> Document:
    return read(content, media_type=WORD, filename="storm.docx")


def _regions(document: Document) -> list[tuple[str, str]]:
    return [(block.region, document.text[block.start : block.end]) for block in document.blocks]


def test_styles_say_what_a_paragraph_is_in_whatever_language_word_speaks():
    document = _read(
        docx(
            paragraph("Storm closes port", "Titel")
            + paragraph("Ferries are sent to Oltham", "Untertitel")
            + FIRST
            + paragraph("What is known", "berschrift1")
            + paragraph("Nine are missing", "Listenabsatz")
            + paragraph("Two of the boxes on Tuesday", "Beschriftung")
        )
    )

    assert document.title == "Storm closes port"
    assert _regions(document) == [
        ("standfirst", "Ferries are sent to Oltham"),
        ("body", "Fourteen containers broke loose on Tuesday."),
        ("subheading", "What is known"),
        ("list", "- Nine are missing"),
        ("caption", "Two of the boxes on Tuesday"),
    ]


def test_words_are_put_together_as_word_shows_them():
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        "<w:p>" + run.format("At least ") + "<w:ins>" + run.format("14 ") + "</w:ins>"
        "<w:del><w:r><w:delText>12 </w:delText></w:r></w:del>"
        "<w:hyperlink>" + run.format("containers") + "</w:hyperlink>"
        "<w:sdt><w:sdtContent>" + run.format(" broke") + "</w:sdtContent></w:sdt>"
        '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> SECRET</w:t></w:r><w:r><w:noBreakHyphen/><w:t>loose</w:t><w:br/><w:t>today.</w:t><w:tab/><w:t>End.</w:t></w:r></w:p>"
    )

    document = _read(docx(body))

    assert document.text == "At least 14 containers broke-loose\ntoday.\tEnd."
    assert [(piece.reason, piece.text) for piece in document.cut] == [("hidden", "SECRET")]
    assert [notice.code for notice in document.notices] == ["tracked_changes"]


def test_a_row_of_a_table_is_one_line():
    cell = "<w:tc>{}</w:tc>"
    row = (
        "<w:tr>"
        + cell.format(paragraph("Ferries"))
        + cell.format(paragraph("3") + paragraph("sent"))
        + "</w:tr>"
    )

    assert _regions(_read(docx(FIRST + f"<w:tbl>{row}</w:tbl>")))[1] == ("list", "- Ferries | 3 sent")


def test_properties_are_kept():
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:creator>Ann Ray'
        "</dc:creator><dc:language>en-GB</dc:language><dcterms:modified>2024-03-12T17:05:00Z</dcterms:modified></cp:coreProperties>"
    )
    document = _read(docx(FIRST, {"docProps/core.xml": core}))

    assert (document.author, document.language) == ("Ann Ray", "en-gb")
    assert document.modified_at.value.isoformat() == "2024-03-12T17:05:00+00:00"
    assert document.published_at is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (docx(FIRST, {"word/vbaProject.bin": b"x"}), "macros"),
        (docx(FIRST, {"word/activeX/activeX1.bin": b"x"}), "macros"),
        (package({"[Content_Types].xml": CONTENT_TYPES.replace("document.main", "document.macroEnabled.main"), "word/document.xml": "<x/>"}), "macros"),
        (docx(FIRST, before='<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), "doctype"),
        (docx(paragraph("&e;"), before='<!DOCTYPE w [<!ENTITY e "x">]>'), "doctype"),
        (docx(FIRST, {"docProps/core.xml": '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>'}), "doctype"),
        (docx("&undefined;"), "damaged"),
        (docx("<w:p>"), "damaged"),
        (docx("<w:p>" * 5000 + "</w:p>" * 5000), "damaged"),
        (docx("")[:200], "damaged"),
        (docx(""), "no_text"),
        (docx(" " * 70_000_000), "unpacks_too_large"),
        (docx(FIRST, {f"word/media/{number}": b"" for number in range(600)}), "too_many_parts"),
        (package({"xl/workbook.xml": "<x/>"}), "unsupported_type"),
        (package({"inner.zip": package({"innermost.zip": b"PK"})}), "unsupported_type"),
        (package({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.text"}), "unsupported_type"),
    ],
    ids=[
        "vba", "activex", "docm", "external entity", "entity", "dtd of another host", "undefined entity", "not closed",
        "nested", "torn", "empty", "bomb", "many parts", "xlsx", "nested zip", "odt",
    ],
)  # fmt: skip
def test_hostile_and_foreign_packages_are_refused_with_what_to_do(content: bytes, code: str):
    with pytest.raises(Refused) as refusal:
        _read(content)

    assert refusal.value.code == code
    assert len(refusal.value.sentence) > 40


def test_a_package_with_a_password_is_refused():
    content = bytearray(docx(FIRST))
    at = content.index(b"PK\x01\x02")
    while at >= 0:  # the flag in each entry of the directory
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)

    with pytest.raises(Refused) as refusal:
        _read(bytes(content))

    assert refusal.value.code == "encrypted"


def test_a_size_that_the_directory_states_is_not_believed():
    content = bytearray(docx("<w:p/>" * 12_000_000))
    at = content.index(b"PK\x01\x02", content.index(b"word/document.xml", content.index(b"PK\x01\x02")) - 46)
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")

    with pytest.raises(Refused) as refusal:
        _read(bytes(content))

    assert refusal.value.code in ("damaged", "unpacks_too_large")


def test_what_is_embedded_is_not_opened_and_said():
    document = _read(
        docx(
            FIRST,
            {"word/embeddings/sheet.xlsx": package({"xl/workbook.xml": "x"}), "word/comments.xml": "<x/>"},
        )
    )

    assert [notice.code for notice in document.notices] == ["comments_left_out", "embedded_files"]
