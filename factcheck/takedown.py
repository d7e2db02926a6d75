"""Taking an article down: its words go, everywhere; that it was here, and what was done, stays."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from factcheck import history
from factcheck.digests import keyed_sha256
from factcheck.errors import LegalHold, Redacted
from factcheck.models import (
    Article,
    ArticleVersion,
    Claim,
    ClaimAnchor,
    IdempotencyRecord,
    Payload,
    PipelineRun,
    TakeDown,
    User,
)
from factcheck.signals import article_redacted

_TAKEN_DOWN = "The article was taken down."


@transaction.atomic
def take_down(article_id: int, *, actor: User, reason: str) -> TakeDown:
    """Blank an article: all versions, and everything that quotes them.

    Digests stay under a key of ours: they recognise the words, nobody can guess words from them. Events,
    verdicts and kept answers lose their payloads.
    ``reason`` must hold no personal data: it is the line that remains.

    Raises:
        Redacted: it was taken down before.
        LegalHold: a legal hold keeps it, or one of its reviews.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article_id)
    if article.redacted_at:
        raise Redacted("The article was taken down before.")
    if article.legal_hold:
        raise LegalHold("Lift the article's legal hold first.")
    now = timezone.now()
    order = TakeDown.objects.create(requested_by=actor, reason=reason)
    with history.act():
        # Versions first: the quote check then takes blank quotes.
        for version in (
            ArticleVersion.objects.select_for_update(no_key=True).filter(article=article).order_by("pk")
        ):
            _blank(version, order=order, at=now)
        ClaimAnchor.objects.filter(version__article=article).update(quote="", prefix="", suffix="")
        Claim.objects.filter(article=article).update(
            label="", claimant="", figure="", reading={}, overlay={}, redacted_at=now
        )
        _end_runs(article, at=now)
        article.redacted_at, article.url = now, ""
        article.save(update_fields=["redacted_at", "url", "status", "failure"])
        # Before the payloads: who gives a verdict in this moment holds a row of the desk's. It is waited for,
        # and what it stored is blanked with the rest.
        article_redacted.send(sender=Article, article=article, take_down=order)
        # A digest of a request's body would tell whoever guesses the words that they are right.
        IdempotencyRecord.objects.filter(answer__article=article).update(body_sha256="")
        Payload.objects.filter(article=article, redacted_at__isnull=True).update(body=None, redacted_at=now)
        history.record(article, "article.taken_down", actor=actor, details={"take_down": order.pk})
    return order


def _end_runs(article: Article, *, at: datetime) -> None:
    """Nothing is left to work on; a worker that is at it finds its run ended."""
    runs = PipelineRun.objects.filter(version__article=article)
    runs.update(error="")
    ended = runs.filter(status__in=[PipelineRun.Status.QUEUED, PipelineRun.Status.RUNNING]).update(
        status=PipelineRun.Status.FAILED, error=_TAKEN_DOWN, finished_at=at
    )
    article.failure = ""
    if ended:
        article.status, article.failure = Article.Status.FAILED, _TAKEN_DOWN


def _blank(version: ArticleVersion, *, order: TakeDown, at: datetime) -> None:
    version.title = version.headline = version.text = version.author = ""
    version.blocks, version.astral = [], {}
    version.text_sha256 = keyed_sha256(version.text_sha256)
    version.content_sha256 = keyed_sha256(version.content_sha256)
    version.redacted_at, version.redacted_by = at, order
    version.save()
