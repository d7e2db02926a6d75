"""The lines that a page shows, in order, each with the elements that it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

#: Elements that begin and end a line. A row of a table is one line.
_BREAKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "label",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset(
    ("script", "style", "head", "template", "svg", "math", "object", "iframe", "canvas", "textarea")
)


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    element: HtmlElement  #: the nearest element around all of it

    @property
    def block(self) -> HtmlElement:
        """The paragraph, heading or item that it is."""
        if self.element.tag in _BREAKS:
            return self.element
        return next((outer for outer in self.element.iterancestors() if outer.tag in _BREAKS), self.element)

    def stands_in(self, *tags: str) -> HtmlElement | None:
        """The nearest element of one of ``tags`` around it."""
        if self.element.tag in tags:
            return self.element
        return next(self.element.iterancestors(*tags), None)


def lines_of(tree: HtmlElement) -> list[Line]:
    """Every line with words. One walk without recursion; hidden lines are among them."""
    lines: list[Line] = []
    parts: list[str] = []
    home: HtmlElement | None = None

    def end_line() -> None:
        nonlocal home
        words = " ".join("".join(parts).split())
        if home is not None and any(char.isalnum() for char in words):
            lines.append(Line(words, home))
        parts.clear()
        home = None

    for event, element in _walk(tree):
        tag = element.tag
        if tag in _BREAKS:
            end_line()
        elif tag in _CELLS and parts:
            parts.append(" ")
        text = element.text if event == "start" else element.tail
        if text:
            parts.append(text)
            if home is None and not text.isspace():
                home = element if event == "start" else element.getparent()
    end_line()
    return lines


def _walk(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Start and end of every element that can show words."""
    element: HtmlElement | None = tree
    while element is not None:
        is_shown = isinstance(element.tag, str) and element.tag not in _UNSEEN
        if is_shown:
            yield "start", element
        if is_shown and len(element):
            element = element[0]
            continue
        while element is not None:
            if element is tree:
                return
            yield "end", element
            following = element.getnext()
            if following is not None:
                element = following
                break
            element = element.getparent()
