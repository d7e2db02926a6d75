"""What events say, in words: one list of kinds for the API, the desk's pages, the admin and dossiers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

#: {kind: what happened to that which the event is about}. Apps above add theirs.
WORDS: dict[str, object] = {
    "article.received": _("came in"),
    "article.ingested": _("its words were taken in"),
    "article.revised": _("a new version was taken in"),
    "article.changed": _("more became known of it"),
    "article.found_to_be": _("turned out to be another article"),
    "article.extracted": _("its claims were extracted"),
    "article.claim_marked": _("a claim was marked by hand"),
    "article.second_opinion": _("a language model was asked for a second opinion"),
    "article.failed": _("it could not be read"),
    "article.retried": _("was tried again"),
    "article.step_repeated": _("one step was run again"),
    "article.legal_hold_placed": _("a legal hold was placed on it"),
    "article.legal_hold_lifted": _("its legal hold was lifted"),
    "article.taken_down": _("was taken down"),
    "claim.anchored": _("found in a new version"),
    "claim.drifted": _("a new version changed its words"),
    "claim.gone": _("its words are gone from the article"),
    "claim.returned": _("its words are in the article again"),
    "claim.edited": _("was corrected"),
    "feed.asked_for": _("a look was asked for"),
    "feed.failing": _("it fails"),
    "feed.recovered": _("it works again"),
    "feed.paused": _("was paused"),
    "feed.resumed": _("was resumed"),
}


def add(words: Mapping[str, object]) -> None:
    WORDS.update(words)


def in_words(kind: str) -> str:
    """What happened. A kind without words of its own, a setting's mostly, is told by its verb: "created"."""
    return str(WORDS.get(kind) or kind.rpartition(".")[2].replace("_", " "))


def changes_in_words(changed: Mapping[str, Any] | Sequence[str]) -> list[str]:
    """ "priority: 1 → 2" for each field that an act edited; of a drift, whose "changed" has no values, the names alone."""
    if isinstance(changed, Mapping):
        return [_change(field, pair) for field, pair in changed.items()]
    return [_change(field, None) for field in changed]


def _change(field: str, pair: Any) -> str:
    name = field.replace("_", " ")
    if not isinstance(pair, list) or len(pair) != 2:
        return name
    before, after = map(_value, pair)
    return f"{name}: {before} → {after}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return "–" if value in (None, "", []) else str(value)
