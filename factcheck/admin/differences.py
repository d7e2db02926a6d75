"""What a new version changed, to look at: the whole text with its changes, and each claim's old words beside its new ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck.admin.display import link_to
from factcheck.anchoring import What, word_diff
from factcheck.models import ArticleVersion, ClaimDrift

_DELETED, _INSERTED, _MOVED = "<del>{}</del>", "<ins>{}</ins>", '<ins class="fc-moved">{}</ins>'
#: What changed, in words.
_WHATS = {
    What.NUMBER: _("a number"),
    What.NAME: _("a name"),
    What.HEDGE: _("how sure it is"),
    What.NEGATION: _("a negation"),
    What.QUESTION: _("it asks, or asks no more"),
    What.QUOTATION: _("quotation marks"),
    What.WORDING: _("the wording"),
    What.REPEATED: _("it stands there more than once"),
    What.CLAIMANT: _("who says it"),
    What.TIME: _("the time"),
}


@dataclass(frozen=True)
class Difference:
    """A claim's words before and after, what changed of it marked in both."""

    drift: ClaimDrift
    claim: SafeString
    before: SafeString
    after: SafeString
    whats: list[object]
    changes: list[dict[str, object]]  #: those that do not stand in the quote: who says it, of when

    @property
    def is_gone(self) -> bool:
        return self.drift.anchor.status == "gone"


def drifts_of(drifts: QuerySet[ClaimDrift], *, most: int = 50) -> list[Difference]:
    """The newest of ``drifts``, newest first."""
    loaded = drifts.select_related("claim", "payload", "anchor__version", "previous__version").defer(
        "anchor__version__text", "previous__version__text"
    )
    return [_difference(drift) for drift in loaded.order_by("-pk")[:most]]


def _difference(drift: ClaimDrift) -> Difference:
    words = drift.words
    before, after = words["before"]["quote"], words["after"]["quote"]
    pieces = word_diff(before, after)
    return Difference(
        drift=drift,
        claim=link_to(drift.claim),
        before=_side(before, [(p.old, p.op != "equal") for p in pieces if p.old], _DELETED),
        after=_side(after, [(p.new, p.op != "equal") for p in pieces if p.new], _INSERTED),
        whats=[_WHATS[What(code)] for code in drift.changed],
        changes=[
            {"what": _WHATS[What(change["what"])], "old": change["old"], "new": change["new"]}
            for change in words["changes"]
            if change["old"] not in before or change["new"] not in after
        ],
    )


def _side(text: str, spans: Iterable[tuple[tuple[int, int], bool]], wrap: str) -> SafeString:
    out: list[object] = []
    at = 0
    for (start, end), is_changed in sorted(spans):
        out += [text[at:start], format_html(wrap, text[start:end]) if is_changed else text[start:end]]
        at = end
    return format_html_join("", "{}", ((piece,) for piece in (*out, text[at:])))


def text_with_changes(old: ArticleVersion, new: ArticleVersion, *, most: int) -> SafeString:
    """The new text with what was added and left out, at most about ``most`` characters of it."""
    return format_html_join("", "{}", ((piece,) for piece in _shown(old.text[:most], new.text[:most])))


def _shown(old: str, new: str) -> Iterator[object]:
    at_old = at_new = 0
    for piece in word_diff(old, new):
        if piece.new is None and piece.old:
            yield _blanks(old[at_old : piece.old[0]]) or " "
            yield format_html(_DELETED, old[slice(*piece.old)])
            at_old = piece.old[1]
            continue
        if piece.new is None:
            continue
        yield new[at_new : piece.new[0]]
        if piece.op == "replace" and piece.old:
            yield format_html(_DELETED, old[slice(*piece.old)])
            yield " "
        words = new[slice(*piece.new)]
        wrap = {"insert": _INSERTED, "replace": _INSERTED, "move": _MOVED}.get(piece.op)
        yield format_html(wrap, words) if wrap else words
        at_new = piece.new[1]
        if piece.old and piece.op != "move":
            at_old = piece.old[1]


def _blanks(gap: str) -> str:
    """What separates a deleted piece from what was before it, without words that stand elsewhere now."""
    return gap if not gap.strip() else "\n\n"
