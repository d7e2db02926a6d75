"""PDFs: the words of the text layer, in paragraphs.

pypdf of the three that are kept: pure Python, so that a crafted file has no memory to corrupt, with a bound on
every loop and every stream; its lines are those of PDFium. pdfminer.six takes eight times as long.
"""

import io
import logging
import re
from collections.abc import Sequence

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from .assembling import Findings
from .limits import Limits
from .printed import Printed, paragraphs
from .refusals import Refused
from .stamps import read_stamp
from .types import Notice, Stamp

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?")
#: Titles that programs write by themselves.
_NO_TITLE = re.compile(
    r"^(?:microsoft word|untitled|unbenannt|document\d*$|.{0,200}\.(?:docx?|pdf|indd|odt|qxd)$)",
    re.IGNORECASE,
)
_LOCKED = "The PDF has a password. Save it without one, or paste the text."
_DAMAGED = "The PDF is damaged. Save or print it anew, or paste the text."
_SCANNED = (
    "The PDF holds no words, only pictures of pages. Let a program recognise the text (OCR) and upload the result, "
    "or paste the text."
)


def read_pdf(content: bytes, *, limits: Limits) -> Findings:
    """The text of every page.

    Raises:
        Refused: ``encrypted``, ``too_many_pages``, ``too_complex``, ``damaged``, ``no_text`` for scans.
    """
    with apply_configuration(
        jbig2dec_binary=None,
        disable_legacy_handling=True,
        maximum_declared_stream_length=limits.input_bytes,
        zlib_maximum_output_length=limits.unpacked_bytes,
        lzw_maximum_output_length=limits.unpacked_bytes,
        run_length_maximum_output_length=limits.unpacked_bytes,
        array_based_stream_maximum_output_length=limits.unpacked_bytes,
        page_tree_maximum_entries=limits.pages * 4,
    ):
        try:
            return _read(PdfReader(io.BytesIO(content), xref_stream_maximum_entries=500_000), limits)
        except (FileNotDecryptedError, DependencyError) as error:
            raise Refused("encrypted", _LOCKED) from error
        except LimitReachedError as error:
            raise Refused(
                "too_complex",
                "The PDF is larger inside than a document is. Print it to a new PDF, or paste the text.",
            ) from error
        except PyPdfError as error:
            raise Refused("damaged", _DAMAGED) from error


def _read(reader: PdfReader, limits: Limits) -> Findings:
    if reader.is_encrypted and not reader.decrypt(
        ""
    ):  # without a password it only forbids printing and the like
        raise Refused("encrypted", _LOCKED)
    count = len(reader.pages)
    if not count:
        raise Refused("damaged", _DAMAGED)
    if count > limits.pages:
        raise Refused(
            "too_many_pages",
            f"The PDF has {count:,} pages; up to {limits.pages:,} are read. Save the pages that matter as a PDF.",
        )
    pages: list[list[Printed]] = []
    unread = 0
    length = 0
    for number, page in enumerate(reader.pages, 1):
        try:
            lines = _lines_of(page, number)
        except (LimitReachedError, RecursionError, MemoryError):
            raise
        except Exception:  # noqa: BLE001  # a broken page must not cost the others
            unread += 1
            continue
        pages.append(lines)
        length += sum(len(line.text) for line in lines)
        if length > limits.text_chars:
            break  # assembling says so
    if not any(pages):
        raise Refused("damaged", _DAMAGED) if unread else Refused("no_text", _SCANNED)
    headline, pieces, left = paragraphs(pages)
    notices = []
    if unread:
        notices.append(
            Notice("pages_left_out", f"{unread:,} of {count:,} pages are damaged and were left out.")
        )
    blank = sum(not lines for lines in pages)
    if blank:
        notices.append(
            Notice(
                "pages_without_words", f"{blank:,} of {count:,} pages hold no words, maybe pictures of some."
            )
        )
    findings = Findings(title=headline, pieces=pieces, left=left, notices=notices)
    _read_properties(findings, reader)
    return findings


def _lines_of(page: PageObject, number: int) -> list[Printed]:
    lines: list[Printed] = []
    parts: list[str] = []
    place: tuple[float, float, float] | None = None

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float | None) -> None:
        nonlocal place
        for index, part in enumerate(text.split("\n")):
            if index:
                end_line()
            if part.strip():
                place = place or _place(cm, tm, size or 0.0)
            parts.append(part)

    def end_line() -> None:
        nonlocal place
        words = " ".join("".join(parts).translate(_LIGATURES).split())
        if words and place is not None:
            lines.append(Printed(words, *place, number))
        parts.clear()
        place = None

    page.extract_text(visitor_text=visit)
    end_line()
    return lines


def _place(cm: Sequence[float], tm: Sequence[float], size: float) -> tuple[float, float, float]:
    """x, y and size of type in points: the text matrix seen through that of the page."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    return float(x), float(y), abs(float(size) * float(tm[3] or tm[1]) * float(cm[3] or cm[1]))


def _read_properties(findings: Findings, reader: PdfReader) -> None:
    properties = reader.metadata
    if properties is None:
        return
    title = str(properties.get("/Title") or "").strip()
    if not findings.title and not _NO_TITLE.match(title):
        findings.title = title
    findings.author = str(properties.get("/Author") or "")
    # When the file was made says nothing of when its words were published.
    findings.modified_at = _stamp(str(properties.get("/ModDate") or properties.get("/CreationDate") or ""))


def _stamp(written: str) -> Stamp | None:
    """A PDF's date: D:20240312180500+01'00'."""
    match = _DATE.match(written[:40])
    if match is None:
        return None
    year, month, day, hour, minute, second, sign, zone_hour, zone_minute = match.groups()
    if hour is None:
        return read_stamp(f"{year}-{month or '01'}-{day or '01'}")
    zone = f"{sign}{zone_hour}:{zone_minute or '00'}" if sign else ("+00:00" if "Z" in match[0] else "")
    return read_stamp(f"{year}-{month}-{day}T{hour}:{minute or '00'}:{second or '00'}{zone}")
