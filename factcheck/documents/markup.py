"""Markup to a tree: nothing is loaded, and nothing in it is larger than a page needs."""

import re

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from .limits import Limits
from .refusals import Refused

#: What no tree can hold.
_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MOST_ATTRIBUTES, _LONGEST_ATTRIBUTE = 100, 3000


def parse_html(text: str, limits: Limits) -> HtmlElement:
    """The tree of a page or a piece of one, without comments, of bounded size.

    Raises:
        Refused: ``no_text``, ``too_complex``.
    """
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        tree = document_fromstring(_NO_XML.sub("", text).encode(), parser=parser)
    except Exception as error:  # lxml raises ParserError, XMLSyntaxError, AssertionError ...
        raise Refused(
            "no_text", "The page cannot be read as HTML. Paste the text; the address is kept."
        ) from error
    for count, element in enumerate(tree.iter()):
        if count > limits.elements:
            raise Refused(
                "too_complex",
                f"The page has more than {limits.elements:,} elements. Paste the text; the address is kept.",
            )
        _trim(element)
    return tree


def _trim(element: HtmlElement) -> None:
    """Attributes are searched for words many times over; no honest one is long."""
    if len(element.attrib) > _MOST_ATTRIBUTES:
        element.attrib.clear()
    for name, value in element.attrib.items():
        if len(value) > _LONGEST_ATTRIBUTE:
            del element.attrib[name]
