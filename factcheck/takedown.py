"""Taking an article down: its words go, everywhere; that it was here, and what was done, stays."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from factcheck import history, idempotency
from factcheck.digests import keyed_sha256
from factcheck.errors import LegalHold, Redacted
from factcheck.ingest import identity, settling
from factcheck.likeness import copies
from factcheck.models import (
    Arrival,
    Article,
    ArticleVersion,
    Claim,
    ClaimAnchor,
    ClaimPast,
    Payload,
    PipelineRun,
    TakeDown,
    User,
)
from factcheck.readings import without_words
from factcheck.signals import article_redacted

_TAKEN_DOWN = "The article was taken down."


@transaction.atomic
def take_down(article_id: int, *, actor: User, reason: str) -> TakeDown:
    """Blank an article: all versions, and everything that may quote them.

    Events and verdicts lose their payloads, kept answers their words. Of digests, of the external id and of keys of kept
    answers a digest under a key of ours stays: it recognises the same ones when they are posted again, and
    nobody can guess words from it. ``reason`` must hold no personal data: it is the line that remains.

    Raises:
        Redacted: it was taken down before.
        LegalHold: a legal hold keeps it, or a review that may quote it.
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
        _blank_claims(article, at=now)
        copies.forget(article)
        _end_runs(article, at=now)
        for arrival in Arrival.objects.select_for_update(no_key=True).filter(article=article).order_by("pk"):
            settling.blank(arrival)
        identity.forget_values(article)
        article.redacted_at, article.url = now, ""
        # Told apart by its own id, so that a CMS that posts the article again is refused.
        article.external_id = article.external_id and keyed_sha256(article.external_id)
        article.save(update_fields=["redacted_at", "url", "external_id", "status", "failure"])
        # Before the payloads: who gives a verdict in this moment holds a row of the desk's. It is waited for,
        # and what it stored is blanked with the rest.
        article_redacted.send(sender=Article, article=article, take_down=order)
        ids = [article.pk, *article.duplicates.values_list("pk", flat=True)]
        quoting = Payload.objects.filter(article_ids__overlap=ids, redacted_at__isnull=True)
        idempotency.blank(article_ids=ids)
        quoting.update(body=None, redacted_at=now, redacted_by=order)
        history.record(
            article, history.TAKEN_DOWN, actor=actor, details={"take_down": order.pk}, rows=[order]
        )
    return order


def _end_runs(article: Article, *, at: datetime) -> None:
    """Nothing is left to work on; a worker that is at it finds its run ended."""
    runs = PipelineRun.objects.of_article(article)
    runs.update(error="")
    ended = runs.unfinished().update(status=PipelineRun.Status.FAILED, error=_TAKEN_DOWN, finished_at=at)
    article.failure = ""
    if ended:
        article.status, article.failure = Article.Status.FAILED, _TAKEN_DOWN


def _blank_claims(article: Article, *, at: datetime) -> None:
    """Their readings keep the shape that whoever reads the API expects."""
    claims = list(Claim.objects.select_for_update(no_key=True).filter(article=article).order_by("pk"))
    for claim in claims:
        claim.label = claim.claimant = claim.figure = ""
        claim.reading, claim.overlay, claim.suggestion = without_words(claim.reading), {}, {}
        claim.redacted_at = at
    columns = ["label", "claimant", "figure", "reading", "overlay", "suggestion", "redacted_at"]
    Claim.objects.bulk_update(claims, columns, batch_size=500)
    ClaimPast.objects.filter(claim__in=claims).delete()


def _blank(version: ArticleVersion, *, order: TakeDown, at: datetime) -> None:
    version.title = version.headline = version.text = version.author = ""
    version.blocks, version.astral = [], {}
    version.text_sha256 = keyed_sha256(version.text_sha256)
    version.content_sha256 = keyed_sha256(version.content_sha256)
    version.redacted_at, version.redacted_by = at, order
    version.save()
