"""What the kinds of events mean, in words: one list for the API, the desk's pages, the admin and dossiers."""

from collections.abc import Mapping

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
