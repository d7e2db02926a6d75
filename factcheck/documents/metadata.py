"""Title, byline, publisher, times, language and address of a page: JSON-LD, then meta tags, then what is shown."""

import re
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from htmldate import find_date
from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from .assembling import Findings
from .schema_org import genre_of, read_article_node, texts_of
from .scrubbing import one_line
from .stamps import read_stamp
from .types import Stamp

_MARKUP = re.compile(r"<[^<>]{0,1000}>")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$")
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "pubdate",
    "dc.date.issued",
)
_MODIFIED = ("article:modified_time", "datemodified", "og:updated_time", "last-modified", "dcterms.modified")
_NO_AUTHORS = re.compile(r"https?://|^@|\.(?:com|org|net)\b", re.IGNORECASE)


def read_metadata(tree: HtmlElement, url: str) -> Findings:
    """Everything about the page but its words. ``url`` is where it was found; it resolves relative addresses."""
    node = read_article_node(tree)
    metas = _metas(tree)
    known = extract_metadata(
        tree, default_url=None, date_config={"original_date": True, "extensive_search": False}
    )
    return Findings(
        title=_first([*_plain(texts_of(node.get("headline"))), known.title, metas.get("og:title")]),
        author=_authors(node, known.author),
        publisher=_first(
            [*_plain(texts_of(node.get("publisher"))), metas.get("og:site_name"), known.sitename]
        ),
        published_at=_stamp(
            tree, [node.get("datePublished"), *_values(metas, _PUBLISHED)], "datepublished", "pubdate"
        )
        or _shown_day(tree),
        modified_at=_stamp(tree, [node.get("dateModified"), *_values(metas, _MODIFIED)], "datemodified", ""),
        canonical_url=_canonical(tree, metas, url),
        language=_language(tree, node, metas),
        genre=genre_of(node, _values(metas, ("article:section", "parsely-section"))),
    )


def description_of(tree: HtmlElement) -> list[str]:
    """What the page's teaser says; a standfirst often repeats it."""
    node = read_article_node(tree)
    metas = _metas(tree)
    candidates = [
        *texts_of(node.get("description")),
        *texts_of(node.get("alternativeHeadline")),
        *_values(metas, ("description", "og:description", "twitter:description")),
    ]
    return [text for text in _plain(candidates) if text]


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Names in small letters to the first content."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        )
        content = (meta.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower()[:100], content[:5000])
    return metas


def _values(metas: dict[str, str], names: tuple[str, ...]) -> list[str]:
    return [metas[name] for name in names if name in metas]


def _plain(texts: list[str]) -> list[str]:
    """Without entities and markup, which many sites leave in their JSON."""
    return [one_line(_MARKUP.sub(" ", unescape(text[:2000]))) for text in texts]


def _first(candidates: list[str | None]) -> str:
    return next((text.strip() for text in candidates if text and text.strip()), "")


def _authors(node: dict[str, Any], known: str | None) -> str:
    stated = node.get("author") or node.get("creator")
    names = [name for name in _plain(texts_of(stated)) if name and not _NO_AUTHORS.search(name)]
    if names:
        return ", ".join(
            dict.fromkeys(re.sub(r"^by\s+", "", name, flags=re.IGNORECASE) for name in names[:20])
        )
    return ", ".join(part.strip() for part in (known or "").split(";") if part.strip())


def _stamp(tree: HtmlElement, stated: list[Any], itemprop: str, attribute: str) -> Stamp | None:
    """The first that names the time of day, else the first that can be read."""
    shown = [
        element.get("datetime") or element.get("content")
        for element in tree.iter("time", "span", "meta")
        if (element.get("itemprop") or "").lower() == itemprop
        or (attribute and element.get(attribute) is not None)
    ]
    stamps = [stamp for written in [*stated, *shown[:20]] if (stamp := read_stamp(written))]
    return next((stamp for stamp in stamps if stamp.precision == "time"), stamps[0] if stamps else None)


def _shown_day(tree: HtmlElement) -> Stamp | None:
    """The only time on the page, else the day that the page seems to be of."""
    times = {element.get("datetime") for element in tree.iterfind(".//*[@datetime]")}
    if len(times) == 1 and (stamp := read_stamp(times.pop())):
        return stamp
    return read_stamp(find_date(tree, original_date=True, extensive_search=False))


def _canonical(tree: HtmlElement, metas: dict[str, str], url: str) -> str:
    links = [
        link.get("href")
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for candidate in [*links[:1], metas.get("og:url")]:
        if not candidate or len(candidate) > 2000:
            continue
        try:
            address = urljoin(url, candidate.strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and not parts.username:
            return one_line(address, 2000)
    return ""


def _language(tree: HtmlElement, node: dict[str, Any], metas: dict[str, str]) -> str:
    root = tree.getroottree().getroot()
    stated = [
        *texts_of(node.get("inLanguage")),
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        *_values(metas, ("content-language", "og:locale", "dc.language", "language")),
    ]
    candidates = (text.strip().lower().replace("_", "-") for text in stated)
    return next((text for text in candidates if _LANGUAGE.match(text)), "")
