import json
import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models.append_only import append_only
from factcheck.models.fields import Sha256Field
from factcheck.models.takedown import TakeDown
from factcheck.models.user import User


class Payload(models.Model):
    """Text and personal data of an append-only row, erasable on its own.

    ``body`` is canonical JSON, kept as text: a jsonb column would respell numbers, and ``digest``, SHA-256
    over salt and body, would no longer fit. Erasing sets ``body`` to null and keeps salt and digest, so the
    history still shows that nothing else was changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.TextField(null=True)  # noqa: DJ001 (null is "erased", not "empty")
    salt = models.CharField(max_length=32)
    digest = Sha256Field()
    #: The articles whose words may stand in here; the take-down of any one blanks the row. No table of pairs:
    #: the list is written with the row, never changes, and is asked one thing, whether it holds an article.
    article_ids = ArrayField(models.BigIntegerField(), default=list)
    redacted_at = models.DateTimeField(null=True)
    redacted_by = models.ForeignKey(TakeDown, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, redacted_at__isnull=True, redacted_by__isnull=True)
                | Q(body__isnull=True, redacted_at__isnull=False, redacted_by__isnull=False),
                name="payload_blank_iff_taken_down",
            )
        ]
        indexes = [GinIndex(fields=["article_ids"], name="payload_by_article")]
        triggers = append_only(
            "payload",
            # Blanking is the one change, and it goes one way.
            except_for=(
                "NEW.body IS NULL AND NEW.redacted_at IS NOT NULL AND OLD.redacted_at IS NULL"
                " AND (NEW.id, NEW.salt, NEW.digest, NEW.article_ids) IS NOT DISTINCT FROM"
                " (OLD.id, OLD.salt, OLD.digest, OLD.article_ids)"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def content(self) -> Any:
        """The stored value; None once it is erased."""
        return None if self.body is None else json.loads(self.body)


class Event(models.Model):
    """Something that happened, written in the transaction that made it happen.

    A *stream* is the history of one object (``review:12``, ``article:3``); its events are numbered without a
    gap and each one's digest covers its predecessor's. ``position`` orders all committed events for
    readers of the change feed; the relay gives it out, so it is null for a moment.
    """

    stream = models.CharField(max_length=40)
    seq = models.PositiveIntegerField(help_text=_("1, 2, 3 … within the stream"))
    kind = models.CharField(_("what"), max_length=60)
    actor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="events", help_text=_("Null: the system.")
    )
    #: Events of one act share it; a consequence carries the cause of what a person did.
    cause = models.UUIDField()
    is_consequence = models.BooleanField(default=False)
    from_state = models.CharField(_("from"), max_length=16, blank=True)
    to_state = models.CharField(_("to"), max_length=16, blank=True)
    occurred_at = models.DateTimeField(_("when"), default=timezone.now)
    recorded_at = models.DateTimeField(default=timezone.now)
    #: Digests of the append-only rows that were written with it, {"verdict:12": digest}, so that none of them can be
    #: changed, dropped or slipped in unseen. Null: it is older than this column.
    rows = models.JSONField(null=True)
    payload = models.OneToOneField(Payload, on_delete=models.PROTECT, null=True, related_name="event")
    previous_digest = Sha256Field(blank=True)
    digest = Sha256Field()
    position = models.PositiveBigIntegerField(null=True, unique=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("history")
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="event_stream_seq_once")]
        indexes = [
            models.Index(fields=["id"], condition=Q(position__isnull=True), name="event_awaits_position"),
        ]
        triggers = append_only(
            "event",
            except_for=(
                "OLD.position IS NULL AND NEW.position IS NOT NULL"
                " AND to_jsonb(NEW) - 'position' = to_jsonb(OLD) - 'position'"
            ),
        )

    def __str__(self) -> str:
        return f"{self.stream}#{self.seq} {self.kind}"

    @property
    def said(self) -> dict[str, Any]:
        """The details that were recorded with it; empty where there are none, or once they are redacted."""
        content = self.payload.content if self.payload else None
        return content if isinstance(content, dict) else {}


class FeedHead(models.Model):
    """How far positions were given out, and a digest over all events up to there; one row.

    Until the next seal it shows that the newest events are still those that were there.
    """

    position = models.PositiveBigIntegerField(default=0)
    digest = Sha256Field(blank=True, help_text=_("Of the digest before it and of the event's digest."))

    def __str__(self) -> str:
        return f"position {self.position}"


class HistorySeal(models.Model):
    """The digests of all events since the last seal, chained: an old row changed later no longer fits."""

    upto_position = models.PositiveBigIntegerField()
    event_count = models.PositiveBigIntegerField()
    events_digest = Sha256Field(help_text=_("Over the digests of all events since the last seal, in order."))
    previous_digest = Sha256Field(blank=True)
    digest = Sha256Field()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = append_only("history seal")

    def __str__(self) -> str:
        return f"seal {self.pk} up to {self.upto_position}"
