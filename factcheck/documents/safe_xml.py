"""XML that cannot reach out or blow up: no document types, no entities, no network."""

import re

from lxml import etree

from .refusals import Refused

#: Also as UTF-16 writes it.
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)


def parse_xml(content: bytes) -> etree._Element:
    """The root element.

    Raises:
        Refused: ``doctype`` where there is a document type: office files have none, attacks do. ``damaged``.
    """
    if _DOCTYPE.search(content):
        raise Refused(
            "doctype",
            "The file declares a document type, which office files never do; it was not read. "
            "Save it anew in a word processor, or paste the text.",
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(
            "damaged", "The file is damaged. Save it anew in a word processor, or paste the text."
        ) from error
