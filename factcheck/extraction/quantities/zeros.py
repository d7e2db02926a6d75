"""Figures of nought in words: "no deaths", "no child"."""

from factcheck.extraction.lexicon import words
from factcheck.extraction.parsed import Parsed
from factcheck.extraction.types import Quantity

#: Things whose absence is a figure somebody counted; "no comment" and "no plans" are not.
_COUNTED = words(
    "death casualty fatality injury victim case arrest survivor child person people passenger resident "
    "patient soldier civilian officer worker student home house building vote goal irregularity complaint"
)


def zeros(parsed: Parsed) -> list[Quantity]:
    """A quantity of 0 for every "no" before such a noun."""
    found = []
    for token in parsed.doc:
        if token.lower_ != "no" or token.dep_ != "det" or token.head.lemma_.lower() not in _COUNTED:
            continue
        span = parsed.span(token.i, token.i + 1)
        noun = token.head.lemma_.lower()
        found.append(
            Quantity(
                start=span.start,
                end=span.end,
                text=parsed.slice(span),
                number=span,
                value=0,
                low=0,
                high=0,
                low_open=False,
                high_open=False,
                modifier="exact",
                unit=None,
                unit_kind="count",
                noun=noun,
                concept=(noun,),
            )
        )
    return found
