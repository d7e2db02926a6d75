"""Where verdicts part, each point with a code and a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from factcheck.extraction.quantities.finder import find_quantities
from reviews.models import Verdict


@dataclass(frozen=True)
class Difference:
    code: str
    sentence: str


#: What may be named, the weightiest first: what they speak of before what they say of it.
CODES = (
    "different_target",
    "one_closes",
    "different_close_reason",
    "different_span",
    "different_duplicate",
    "different_figure",
    "same_evidence",
    "different_evidence",
    "no_evidence",
)


def differences_of(verdicts: Sequence[Verdict], cited: Mapping[int, frozenset[int]]) -> list[Difference]:
    """The points on which ``verdicts`` differ, in the order of ``CODES``.

    ``cited``: for each verdict's id the numbers of the things that it rests on.
    """
    found = [*_about(verdicts), *_how_closed(verdicts), *_figures(verdicts), _evidence(verdicts, cited)]
    return sorted(found, key=lambda difference: CODES.index(difference.code))


def _about(verdicts: Sequence[Verdict]) -> Iterator[Difference]:
    if len({verdict.target for verdict in verdicts}) > 1:
        said = _listed((verdict, str(verdict.get_target_display())) for verdict in verdicts)
        yield Difference("different_target", _("They rule on different things. %s.") % said)


def _how_closed(verdicts: Sequence[Verdict]) -> Iterator[Difference]:
    closing = [verdict for verdict in verdicts if verdict.close_reason]
    if not closing:
        return
    said = _listed((verdict, str(verdict)) for verdict in verdicts)
    if len(closing) < len(verdicts):
        yield Difference("one_closes", _("Not all would rate it; some would close it. %s.") % said)
    elif len({verdict.close_reason for verdict in closing}) > 1:
        yield Difference("different_close_reason", _("They close it for different reasons. %s.") % said)
    spans = {verdict.corrected_span for verdict in closing if verdict.corrected_span}
    if len(spans) > 1:
        places = _listed(
            (verdict, f"{span.part} {span.start}–{span.end}")
            for verdict in closing
            if (span := verdict.corrected_span)
        )
        yield Difference("different_span", _("They mark different words. %s.") % places)
    others = {verdict.duplicate_of_id for verdict in closing if verdict.duplicate_of_id}
    if len(others) > 1:
        named = _listed(
            (verdict, str(verdict.duplicate_of_id)) for verdict in closing if verdict.duplicate_of_id
        )
        yield Difference("different_duplicate", _("They name different reviews that it repeats. %s.") % named)


def _figures(verdicts: Sequence[Verdict]) -> Iterator[Difference]:
    """Findings that name figures, and not the same ones."""
    texts = {verdict.pk: str((verdict.words["finding"] or {}).get("text") or "") for verdict in verdicts}
    figures = {pk: _figures_in(text) for pk, text in texts.items() if text}
    named = {pk: values for pk, values in figures.items() if values}
    if len(set(named.values())) > 1:
        said = _listed((verdict, texts[verdict.pk]) for verdict in verdicts if verdict.pk in named)
        yield Difference("different_figure", _("Their findings name different figures. %s.") % said)


def _figures_in(text: str) -> frozenset[tuple[object, object]]:
    return frozenset((quantity.value, quantity.unit) for quantity in find_quantities(text, 0, None, []))


def _evidence(verdicts: Sequence[Verdict], cited: Mapping[int, frozenset[int]]) -> Difference:
    sets = [cited[verdict.pk] for verdict in verdicts]
    everything = frozenset().union(*sets)
    if not everything:
        return Difference(
            "no_evidence", _("None of them cites evidence; read how they came to their rulings.")
        )
    shared = frozenset.intersection(*sets)
    if shared == everything:
        return Difference("same_evidence", _("They rest on the same evidence and rule differently."))
    return Difference(
        "different_evidence",
        _("They rest on different evidence: of %(all)d pieces, %(shared)d are cited by all.")
        % {"all": len(everything), "shared": len(shared)},
    )


def _listed(said: Iterator[tuple[Verdict, str]]) -> str:
    """Who says what: “anna: Wrong; bert: Confirmed”."""
    return "; ".join(f"{verdict.reviewer}: {words}" for verdict, words in said)
