from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import Blob, Payload, User
from factcheck.models.append_only import append_only
from reviews.models.verdict import Verdict

#: Who answers for what the desk says, and so may know what it rests on.
_TRUSTED = ("reviews:adjudicate", "fact-checks:publish")


_NO_WORDS = {
    **dict.fromkeys(("url", "title", "quote", "archive_url", "note", "sha256"), ""),
    "attachment": None,
}


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def readable_by(self, user: User) -> Self:
        """Without the confidential pieces that are not for ``user``.

        Such a piece is its author's, an adjudicator's and a publishing editor's. For everybody else it is not there:
        that somebody inside was asked is what a source must fear. Whether the verdict itself may be seen is asked
        by ``confidentiality``.
        """
        if any(user.has_scope(scope) for scope in _TRUSTED):
            return self
        return self.filter(Q(confidential=False) | Q(verdict__reviewer=user))


class Evidence(models.Model):
    """What a verdict rests on. Address, title, quote and note are text: they stand in ``payload``."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("document")
        DATASET = "dataset", _("data set")
        INTERVIEW = "interview", _("interview")
        CALL = "call", _("call")
        OWN_REPORTING = "own_reporting", _("own reporting")
        MEDIA = "media", _("picture, sound or film")

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports the claim")
        REFUTES = "refutes", _("refutes the claim")
        CONTEXT = "context", _("gives context")
        NOTHING_FOUND = "searched_nothing_found", _("searched, nothing found")

    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    stance = models.CharField(_("stance"), max_length=24, choices=Stance.choices)
    confidential = models.BooleanField(_("confidential"), default=False)
    retrieved_at = models.DateTimeField(_("retrieved at"), null=True)
    attachment = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, related_name="+")
    payload = models.OneToOneField(Payload, on_delete=models.PROTECT, related_name="evidence")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        triggers = append_only("evidence")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def words(self) -> dict[str, Any]:
        """{url, title, quote, archive_url, note, sha256, attachment}; all empty once they are redacted.

        ``sha256`` is of what stood at the address when the desk looked; ``attachment`` is {name, media_type, size,
        sha256} or None. Digests stand here, because of a page that was taken down none may stay.
        """
        return _NO_WORDS | (self.payload.content or {})
