"""What a take-down does at the desk: free text goes, work on it stops, what is out is withdrawn."""

from django.db.models import F

from factcheck import history
from factcheck.digests import keyed_sha256
from factcheck.errors import LegalHold
from factcheck.models import Arrival, Article, Blob, Event, TakeDown
from reviews import attachments, conflicts, drafts, expert_links, workflow
from reviews.models import Assignment, Evidence, EvidenceFile, FactCheck, PageReading, Review
from reviews.quoting import reviews_that_may_quote
from reviews.workflow.moving import lock_all, lock_found


def redact(article: Article, *, take_down: TakeDown) -> None:
    """Follow ``article`` out of the desk. In the take-down's transaction, before it blanks the payloads.

    Raises:
        LegalHold: a review that may quote it is kept.
    """
    conflicts.forget_names_of(article, take_down=take_down)  # people are locked before reviews, everywhere
    reviews, fact_checks = _lock_what_may_quote(article)
    if any(review.legal_hold for review in reviews):
        raise LegalHold("Lift the legal hold of the reviews that may quote the article first.")
    _blank_reasons(reviews, article)
    _blank_attachments(article)
    _drop_what_waits(reviews)
    drafts.forget_those_on(article)
    reason = f"The article was taken down ({take_down})."
    for fact_check in fact_checks:
        _take_back(fact_check, article, reason=reason)
    for review in reviews:
        expert_links.end_all_of(review)
        if review.claim.article_id != article.pk:
            _interrupt(review, article, take_down)
        else:
            workflow.follow_redaction(review, reason=reason)


def _lock_what_may_quote(article: Article) -> tuple[list[Review], list[FactCheck]]:
    """The reviews and fact checks, locked, so that whoever is writing to one has ended."""

    def attempt() -> tuple[list[Review], list[FactCheck]] | None:
        review_ids = reviews_that_may_quote(article)
        reviews = [*lock_all(*review_ids).values()]
        fact_checks = FactCheck.objects.select_for_update(no_key=True, of=("self",)).filter(
            review__in=reviews
        )
        found = reviews, list(fact_checks.order_by("pk"))
        # Whoever we waited for may have carried words on, by a merge or by inheriting.
        return found if reviews_that_may_quote(article) <= review_ids else None

    return lock_found(attempt)


def _blank_reasons(reviews: list[Review], article: Article) -> None:
    """Reviews and leases show the reason of their newest event. It goes where that event's words go."""
    for review in reviews:
        events = Event.objects.filter(stream=history.stream_of(review)).select_related("payload")
        newest = events.exclude(to_state="").order_by("-seq").first()
        if newest and newest.payload and article.pk in newest.payload.article_ids:
            Review.objects.filter(pk=review.pk).update(reason="")
        ended = [
            event.payload.content["assignment"]
            for event in events.filter(
                kind__startswith="assignment.",
                payload__article_ids__contains=[article.pk],
                payload__redacted_at__isnull=True,
            )
            if event.payload
        ]
        Assignment.objects.filter(pk__in=ended).update(reason="")


def _blank_attachments(article: Article) -> None:
    """A file beside words about the article may be a copy of it. Bytes that another article came as stay."""
    quoting = Evidence.objects.filter(payload__article_ids__contains=[article.pk])
    copies = Blob.objects.filter(pk__in=quoting.values("attachment"))
    for blob in copies.exclude(pk__in=Arrival.objects.exclude(raw=None).values("raw")).defer("content"):
        EvidenceFile.objects.filter(blob=blob).delete()
        blob.content, blob.sha256 = b"", keyed_sha256(blob.sha256)
        blob.save(update_fields=["content", "sha256"])


def _drop_what_waits(reviews: list[Review]) -> None:
    """What reviewers uploaded or had read for verdicts that are still to come."""
    PageReading.objects.filter(review__in=reviews).delete()
    attachments.drop(EvidenceFile.objects.filter(review__in=reviews))


def _take_back(fact_check: FactCheck, article: Article, *, reason: str) -> None:
    """No page may stand there with blank words: what is out is withdrawn and says why; what waits is written anew."""
    newest = fact_check.revisions.select_related("payload").latest("number")
    if article.pk not in newest.payload.article_ids:
        return
    if fact_check.state == FactCheck.State.PUBLISHED:
        workflow.withdraw(fact_check.pk, actor=None, reason=reason)
    elif fact_check.state == FactCheck.State.IN_APPROVAL:
        workflow.send_back_fact_check(fact_check.pk, actor=None, comment=reason)


def _interrupt(review: Review, article: Article, take_down: TakeDown) -> None:
    """Another article's review goes on. A verdict being written with ours in sight is refused once, as stale."""
    if not review.sightings.filter(claim__article=article).exists():
        return
    Review.objects.filter(pk=review.pk).update(claim_revision=F("claim_revision") + 1)
    history.record(
        review,
        "review.sighting_redacted",
        actor=None,
        is_consequence=True,
        details={"take_down": take_down.pk, "article": article.pk},
    )
