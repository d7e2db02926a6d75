"""Files made for tests, honest and hostile, by a few lines each."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
STYLES = (
    f'<w:styles xmlns:w="{_W}">'
    + "".join(
        f'<w:style w:styleId="{identity}"><w:name w:val="{name}"/></w:style>'
        for identity, name in (
            ("Titel", "Title"),
            ("Untertitel", "Subtitle"),
            ("berschrift1", "heading 1"),
            ("Beschriftung", "caption"),
            ("Listenabsatz", "List Paragraph"),
        )
    )
    + "</w:styles>"
)


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def package(entries: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return target.getvalue()


def docx(body: str, extra: Mapping[str, str | bytes] | None = None, *, before: str = "") -> bytes:
    """``before`` stands in front of the root element of the main part."""
    return package(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "word/document.xml": f'{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": STYLES,
            **(extra or {}),
        }
    )


def pdf(
    pages: Iterable[Iterable[tuple[float, float, float, str]]],
    *,
    info: str = "",
    stream: bytes | None = None,
    root: str = "<< /Type /Catalog /Pages 2 0 R >>",
    kids: str | None = None,
    trailer: str = "",
) -> bytes:
    """Pages of lines (x, y, size, text) in Helvetica; ``stream`` replaces the content of every page."""
    contents = [
        stream
        if stream is not None
        else "\n".join(
            f"BT /F1 {size} Tf {x} {y} Td ({text.translate(_ESCAPES)}) Tj ET" for x, y, size, text in lines
        ).encode("cp1252")
        for lines in pages
    ]
    first = 5
    numbers = [first + 2 * index for index in range(len(contents))]
    objects = {
        1: root.encode(),
        2: f"<< /Type /Pages /Count {len(contents)} /Kids {kids or [f'{n} 0 R' for n in numbers]} >>".replace(
            "'", ""
        )
        .replace(",", "")
        .encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: f"<< {info} >>".encode(),
    }
    for number, content in zip(numbers, contents, strict=True):
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        ).encode()
        packed = zlib.compress(content)
        objects[number + 1] = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (
            len(packed),
            packed,
        )
    written = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for number in range(1, len(objects) + 1):
        written += b"%010d 00000 n \n" % places[number]
    written += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R {trailer} >>\n".encode()
    return bytes(written + b"startxref\n%d\n%%%%EOF" % table)


_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def mail(body: str, *, headers: str = "") -> bytes:
    """``body`` with its own content headers and the empty line."""
    return (
        "From: =?utf-8?q?Ida_Br=C3=A4ndt?= <ida@port.example>\r\nTo: desk@courier.example\r\n"
        "Subject: =?utf-8?b?U3Rvcm0gY2xvc2VzIHBvcnQ=?=\r\nDate: Tue, 12 Mar 2024 18:05:00 +0100\r\n"
        f"Message-ID: <1@port.example>\r\nMIME-Version: 1.0\r\n{headers}{body}"
    ).encode()
