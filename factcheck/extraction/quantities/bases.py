"""What a figure rests on: "seasonally adjusted", "in 2015 dollars", "a poll of 1,004 adults"."""

import re

from factcheck.extraction.types import TextSpan

#: Each sees one sentence and has no nested repetition.
_BASIS = re.compile(
    r"\b(?:not )?(?:seasonally|inflation)[- ]adjusted\b"
    r"|\badjust(?:ed|ing) for (?:inflation|seasonal\w*|population)\b"
    r"|\bin (?:real|nominal|constant|current|absolute) terms\b"
    r"|\bin (?:constant |real )?(?:19|20)\d\d (?:dollars|pounds|euros|prices)\b"
    r"|\bin (?:today's|today\u2019s|current|constant) (?:dollars|money|prices|pounds|euros)\b"
    r"|\b[nN] ?= ?\d[\d,]{0,9}"
    r"|\b(?:on )?an? annuali[sz]ed (?:basis|rate|pace)\b|\bannuali[sz]ed\b"
    r"|\b(?:year|month|quarter|week)[- ]on[- ](?:year|month|quarter|week)\b"
    r"|\b(?:year|month|quarter|week) over (?:year|month|quarter|week)\b"
    r"|\bper[- ]capita\b|\blike[- ]for[- ]like\b|\bexcluding (?:food|energy|VAT|tax|taxes|inflation)\b"
    r"|\bmargin of (?:sampling )?error\b",
    re.IGNORECASE,
)


def bases_in(text: str, start: int) -> list[TextSpan]:
    """Every basis named in ``text``, which stands at ``start`` in the article."""
    return [
        TextSpan(start + match.start(), start + match.end(), match.group()) for match in _BASIS.finditer(text)
    ]
