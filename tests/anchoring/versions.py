"""Claims over two versions of a text: what is said of a quote, in few words."""

from dataclasses import replace

from factcheck.anchoring import Decision, Meaning, Outcome, Place, Sighted, Versions

NARRATOR = Meaning("narrator", "assert", (), frozenset(), frozenset())


def sighted(
    text: str, quote: str, *, claimant: str = "narrator", nth: int = 0, focus: str = "", **meaning
) -> Sighted:
    """A claim whose quote is the ``nth`` of its kind in ``text``, read as ``claimant``'s."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    at = start + quote.index(focus or quote)
    return Sighted(
        Place("text", start, start + len(quote), ((at, at + len(focus or quote)),)),
        (start, start + len(quote)),
        replace(NARRATOR, claimant=claimant, **meaning),
    )


def decide(
    old: str, new: str, quote: str, *findings: Sighted, is_same_engine: bool = True, **options
) -> Decision:
    """What becomes of the claim with ``quote`` from the version ``old`` to the version ``new``."""
    claim = sighted(old, quote, **options)
    versions = Versions({"text": old}, {"text": new})
    (decision,) = versions.decide([claim], findings, is_same_engine=is_same_engine)
    check(decision, quote, new)
    return decision


def check(decision: Decision, quote: str, new: str) -> None:
    """What holds of every decision, whatever was decided."""
    assert (decision.place is None) == (decision.outcome is Outcome.GONE)
    assert bool(decision.changes) == (decision.outcome is Outcome.DRIFTED)
    if decision.place:
        place = decision.place
        assert 0 <= place.start < place.end <= len(new)
        assert all(place.start <= start < end <= place.end for start, end in place.focus)


def quoted(decision: Decision, new: str) -> str:
    """The words that the decision points at; empty where it points nowhere."""
    return new[decision.place.start : decision.place.end] if decision.place else ""


def whats(decision: Decision) -> set[str]:
    return {change.what.value for change in decision.changes}
