"""A claim's quote in the words around it."""

from dataclasses import dataclass

from django.db.models import Case, CharField, F, IntegerField, Value, When
from django.db.models.functions import Greatest, Substr
from django.utils.safestring import SafeString

from factcheck.admin.display import marked
from factcheck.models import Claim, ClaimAnchor

#: Code points of article shown on either side, at most to the end of the paragraph.
_AROUND = 600


@dataclass(frozen=True)
class Place:
    """The quote with its paragraph, from the newest version that holds the claim."""

    anchor: ClaimAnchor
    before: str
    quote: SafeString
    after: str


def place_of(claim: Claim) -> Place | None:
    """None where no version holds it, or all were redacted. The database cuts: a text may have a million characters."""
    words = Case(
        When(part="title", then=F("version__title")), default=F("version__text"), output_field=CharField()
    )
    anchor = (
        ClaimAnchor.objects.filter(claim=claim)
        .exclude(quote="")
        .annotate(
            head_at=Greatest(F("start") - _AROUND, Value(0), output_field=IntegerField()),
            head=Substr(words, F("head_at") + 1, F("start") - F("head_at")),
            tail=Substr(words, F("end") + 1, _AROUND),
        )
        .select_related("version")
        .defer("version__text", "version__title", "version__astral", "version__blocks")
        .order_by("-version__number")
        .first()
    )
    if anchor is None:
        return None
    spans = [(start - anchor.start, end - anchor.start) for start, end in anchor.focus]
    return Place(
        anchor=anchor,
        before=_last_paragraph(anchor.head, is_whole=anchor.head_at == 0),
        quote=marked(anchor.quote, spans),
        after=_first_paragraph(anchor.tail),
    )


def _last_paragraph(text: str, *, is_whole: bool) -> str:
    _, gap, last = text.rpartition("\n")
    return last if gap or is_whole or not text else f"… {text.partition(' ')[2]}"


def _first_paragraph(text: str) -> str:
    first, gap, _ = text.partition("\n")
    return first if gap or len(text) < _AROUND else f"{text.rpartition(' ')[0]} …"
