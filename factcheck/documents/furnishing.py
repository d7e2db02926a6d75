"""Why a line of a page is no part of its article: what the elements around it are called."""

import re

from lxml.html import HtmlElement

from factcheck.extraction.furniture import is_furniture

from .page import Line

#: Elements that hold no story, whatever they are called.
_TAGS = {
    "nav": "navigation",
    "menu": "navigation",
    "footer": "footer",
    "aside": "aside",
    "form": "form",
    "button": "button",
    "label": "form",
    "select": "form",
    "option": "form",
    "fieldset": "form",
    "dialog": "dialog",
    "noscript": "no_script",
}
#: Words in classes, ids and roles, the most telling first.
_NAMES = (
    ("cookie_notice", re.compile(r"cookie|consent|gdpr|ccpa|privacy-?(?:banner|notice)", re.IGNORECASE)),
    ("newsletter", re.compile(r"newsletter|subscri|sign-?up|mailing", re.IGNORECASE)),
    ("paywall", re.compile(r"paywall|regwall|meter(?:ed|ing)", re.IGNORECASE)),
    ("comments", re.compile(r"(?:^|[\s_-])comments?(?:$|[\s_-])|disqus|replies", re.IGNORECASE)),
    (
        "related",
        re.compile(
            r"related|recommend|read-?(?:more|next)|more-?(?:on|from|stories)|most-?(?:read|popular)|trending|outbrain|taboola|teaser|promo",
            re.IGNORECASE,
        ),
    ),
    (
        "advertisement",
        re.compile(r"(?:^|[\s_-])(?:ads?|advert\w*|sponsor\w*|dfp)(?:$|[\s_-])", re.IGNORECASE),
    ),
    ("sharing", re.compile(r"shar(?:e|ing)|social|follow-?us", re.IGNORECASE)),
    ("byline", re.compile(r"byline|author|contributor", re.IGNORECASE)),
    ("date_line", re.compile(r"timestamp|date(?:line|time)?(?:$|[\s_-])|published|updated", re.IGNORECASE)),
    ("tags", re.compile(r"(?:^|[\s_-])(?:tags?|topics?|keywords?)(?:$|[\s_-])", re.IGNORECASE)),
    ("navigation", re.compile(r"(?:^|[\s_-])(?:nav\w*|menu|bread-?crumbs?|skip)(?:$|[\s_-])", re.IGNORECASE)),
    ("footer", re.compile(r"footer|copyright", re.IGNORECASE)),
)
_HIDDEN = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)
#: Elements upwards that are looked at.
_REACH = 12


def reason_for(line: Line) -> str:
    """Why a line that is not in the article is not: a stable word."""
    if is_furniture(line.text):
        return "furniture"
    chain = [line.element, *_above(line.element)]
    if any(is_hidden(element) for element in chain):
        return "hidden"
    for element in chain:
        if (reason := named_reason(element)) is not None:
            return reason
    return "not_story"


def named_reason(element: HtmlElement) -> str | None:
    """What an element is by its tag or its names."""
    if element.tag in ("html", "body"):
        return None  # their classes speak of the page
    names = " ".join((element.get("class") or "", element.get("id") or "", element.get("role") or ""))[:400]
    for reason, pattern in _NAMES:
        if pattern.search(names):
            return reason
    return _TAGS.get(str(element.tag))


def is_hidden(element: HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search((element.get("style") or "")[:400]) is not None
    )


def _above(element: HtmlElement) -> list[HtmlElement]:
    above = []
    for ancestor in element.iterancestors():
        above.append(ancestor)
        if len(above) == _REACH:
            break
    return above
