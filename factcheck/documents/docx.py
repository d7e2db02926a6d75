"""Word documents: the paragraphs of the main part, read as Word shows them with all changes accepted.

Own reading over lxml instead of python-docx: that unpacks every part of the package without a bound, and its
paragraphs lack words that were inserted under change tracking or stand in content controls.
"""

import re
from collections.abc import Iterator

from lxml import etree

from .assembling import Findings, Left, Piece
from .limits import Limits
from .packages import Package, refuse_other_package
from .refusals import Refused
from .safe_xml import parse_xml
from .stamps import read_stamp
from .types import Notice, Region

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_MAIN = "word/document.xml"
_MACROS = re.compile(r"macroEnabled|vbaProject|activeX", re.IGNORECASE)
#: Written beside the text for programs that cannot show a drawing: the same words twice.
_PASSED_OVER = ("Fallback", "del", "moveFrom", "instrText", "delText", "pPr", "rPr")
_SPECIAL = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_STYLE_REGIONS: tuple[tuple[re.Pattern[str], Region], ...] = (
    (re.compile(r"^subtitle$"), "standfirst"),
    (re.compile(r"^caption$"), "caption"),
    (re.compile(r"^heading \d$"), "subheading"),
    (re.compile(r"^list\b"), "list"),
)


def read_docx(content: bytes, *, limits: Limits) -> Findings:
    """The document's words. Parts that are embedded are not opened.

    Raises:
        Refused: ``macros``, ``encrypted``, ``unpacks_too_large``, ``too_many_parts``, ``doctype``, ``damaged``,
            ``unsupported_type`` for any other package.
    """
    package = Package(content, limits)
    types = package.read("[Content_Types].xml")
    if types is None or _MAIN not in package.names:
        raise refuse_other_package(package)
    if _MACROS.search(types.decode("utf-8", "replace")) or any(
        _MACROS.search(name) for name in package.names
    ):
        raise Refused("macros", "The file holds macros. Save it as .docx without them, or paste the text.")
    root = parse_xml(_transitional(package.read(_MAIN) or b""))
    body = root.find(f"{_W}body")
    if body is None:
        raise Refused("damaged", "The file is no Word document. Save it anew, or paste the text.")
    styles = _style_names(package)
    findings = Findings(notices=_notices(package, root))
    _fill(findings, body, styles)
    _read_properties(findings, package)
    return findings


def _transitional(xml: bytes) -> bytes:
    return xml.replace(_STRICT_W[1:-1].encode(), _W[1:-1].encode())


def _style_names(package: Package) -> dict[str, str]:
    """Ids, which are in the language of whoever made the file, to Word's own names in small letters."""
    xml = package.read("word/styles.xml")
    if xml is None:
        return {}
    names = {}
    for style in parse_xml(_transitional(xml)).iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            names[style.get(f"{_W}styleId", "")] = name.get(f"{_W}val", "").lower()
    return names


def _fill(findings: Findings, body: etree._Element, styles: dict[str, str]) -> None:
    pieces: list[Piece] = []
    left: list[Left] = []
    for element in _paragraphs(body):
        words, hidden = _words_of(element)
        if hidden.strip():
            left.append(Left("hidden", hidden, len(pieces)))
        if not words.strip():
            continue
        style = _style_of(element, styles)
        if style == "title" and not findings.title:
            findings.title = words
            continue
        region: Region = next((region for pattern, region in _STYLE_REGIONS if pattern.match(style)), "body")
        if region == "subheading" and not pieces and not findings.title:
            findings.title = words
            continue
        if region == "body" and (element.tag == f"{_W}tr" or element.find(f"{_W}pPr/{_W}numPr") is not None):
            region = "list"
        pieces.append(Piece(words, region))
    findings.pieces, findings.left = pieces, left


def _paragraphs(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, and rows of tables as one each, in order. A table in a table is in its row."""
    for element in body.iter(f"{_W}p", f"{_W}tr"):
        ancestors = [ancestor.tag for ancestor in element.iterancestors()]
        if f"{_W}tr" not in ancestors and f"{_W}p" not in ancestors:
            yield element


def _words_of(element: etree._Element) -> tuple[str, str]:
    """What is shown, and what is formatted as hidden."""
    shown: list[str] = []
    hidden: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, node in walker:
        name = etree.QName(node).localname
        if event == "end":
            if name == "tc":
                shown.append(" | ")
            elif name == "p" and node is not element:
                shown.append(" ")
            continue
        if name in _PASSED_OVER:
            walker.skip_subtree()
        elif name == "t" and node.text:
            (hidden if _is_hidden(node) else shown).append(node.text)
        elif name in _SPECIAL:
            shown.append(_SPECIAL[name])
    words = "".join(shown)
    if element.tag == f"{_W}tr":
        words = " | ".join(" ".join(cell.split()) for cell in words.split(" | ") if cell.strip())
    return words, "".join(hidden)


def _is_hidden(text: etree._Element) -> bool:
    run = text.getparent()
    vanish = run.find(f"{_W}rPr/{_W}vanish") if run is not None else None
    return vanish is not None and vanish.get(f"{_W}val", "true") not in ("false", "0", "off")


def _style_of(element: etree._Element, styles: dict[str, str]) -> str:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    identity = style.get(f"{_W}val", "") if style is not None else ""
    return styles.get(identity, identity.lower())


def _notices(package: Package, root: etree._Element) -> list[Notice]:
    notices = []
    if root.find(f".//{_W}ins") is not None or root.find(f".//{_W}del") is not None:
        notices.append(
            Notice("tracked_changes", "The file has tracked changes; it was read as if all were accepted.")
        )
    if any(name in package.names for name in ("word/footnotes.xml", "word/endnotes.xml")) and (
        root.find(f".//{_W}footnoteReference") is not None
        or root.find(f".//{_W}endnoteReference") is not None
    ):
        notices.append(Notice("notes_left_out", "The footnotes and endnotes of the file were left out."))
    if "word/comments.xml" in package.names:
        notices.append(Notice("comments_left_out", "The comments in the file were left out."))
    if any(name.startswith("word/embeddings/") for name in package.names):
        notices.append(Notice("embedded_files", "Files that are embedded were not opened."))
    return notices


def _read_properties(findings: Findings, package: Package) -> None:
    xml = package.read("docProps/core.xml")
    if xml is None:
        return
    properties = parse_xml(xml)
    findings.author = properties.findtext(f"{_DC}creator") or ""
    findings.language = (properties.findtext(f"{_DC}language") or "").strip().lower()[:35]
    findings.modified_at = read_stamp(properties.findtext(f"{_TERMS}modified"))
