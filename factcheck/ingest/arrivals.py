"""Addresses, pages and files in: kept as they came, and queued. What comes of them is for ``settling``."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from factcheck import history
from factcheck.blobs import keep_bytes
from factcheck.errors import FieldError, InvalidInput, TooLong
from factcheck.fetching.urls import read_address
from factcheck.ingest import facts, identity
from factcheck.ingest.identity import Name
from factcheck.ingest.storing import open_article
from factcheck.ingest.submission import Submission
from factcheck.models import Arrival, Article, Blob, PipelineRun, User
from factcheck.steps import queueing

Kind, Step = Arrival.Kind, PipelineRun.Step
_SENT_AGAIN = "Another delivery of the article came in."


@dataclass(frozen=True)
class Upload:
    """A file as it was sent; name and type are what its sender says."""

    content: bytes
    filename: str = ""
    media_type: str = ""

    @property
    def media_type_said(self) -> str:
        """What can be one; "" says nothing: the bytes tell."""
        is_one = self.media_type.isascii() and self.media_type.isprintable()
        return self.media_type[:127] if is_one else ""


def receive_url(submission: Submission, *, owner: User, again: bool = False) -> tuple[Article, bool]:
    """Queue the page at ``submission.url``: its article, and whether a fetch was queued.

    A known article whose words were posted is not fetched, nor one that was fetched lately; ``again`` is for
    whoever knows that the page has changed (a feed, an editor). One fetch of an article is open at a time.

    Raises:
        InvalidInput: no address, or a draft: whose words nobody outside has seen is not asked for outside.
        FetchFailed: no public page can have such an address.
        Redacted: it was taken down.
    """
    _check_url(submission)
    names = identity.names_of(submission, owner)
    with transaction.atomic(), history.act():
        identity.lock(names)
        article = _find_or_open(submission, names, owner=owner)
        _check_not_draft(article.stage)
        if queueing.open_runs(article).filter(step__in=[Step.FETCH, Step.CLEAN]).exists():
            return article, False
        if article.versions.exists() and not again and not _wants_another_look(article):
            return article, False
        arrival = _arrive(article, Kind.URL, submission, actor=owner)
        queueing.queue_arrival(arrival, Step.FETCH)
    return article, True


def receive_html(submission: Submission, *, html: str, owner: User) -> tuple[Article, bool]:
    """Queue a page's source, with or without the address where it stands: its article, and whether it is new.

    Raises:
        InvalidInput: there is nothing in it, or what no row can hold.
        Redacted: it was taken down.
    """
    upload = Upload(html.encode(errors="surrogatepass"), media_type="text/html; charset=utf-8")
    return _receive_bytes(submission, upload, Kind.HTML, owner=owner)


def receive_file(submission: Submission, *, upload: Upload, owner: User) -> tuple[Article, bool]:
    """Queue a file: its article, and whether it is new. A worker reads it, wherever that runs.

    Raises:
        InvalidInput: it is empty, or its name is none.
        TooLong: it is larger than INGEST_MAX_FILE_BYTES.
        Redacted: it was taken down.
    """
    return _receive_bytes(submission, upload, Kind.FILE, owner=owner)


def _receive_bytes(submission: Submission, upload: Upload, kind: str, *, owner: User) -> tuple[Article, bool]:
    submission.check_characters()
    submission.check_address()
    replace(submission, title=upload.filename).check_characters()
    _check_size(upload, field=str(kind))
    names = identity.names_of(submission, owner)
    digest = hashlib.sha256(upload.content).hexdigest()
    with transaction.atomic(), history.act():
        identity.lock(names, digest)
        if known := _same_bytes(submission, names, digest):
            facts.keep(known, submission, names, actor=owner)
            return known, False
        article = _find_or_open(submission, names, owner=owner)
        queueing.end_arrivals(article, why=_SENT_AGAIN)
        blob = keep_bytes(upload.content, media_type=upload.media_type_said)
        arrival = _arrive(article, kind, submission, upload=upload, blob=blob, actor=owner)
        queueing.queue_arrival(arrival, Step.CLEAN)
    return article, True


def _find_or_open(submission: Submission, names: Sequence[Name], *, owner: User) -> Article:
    article = identity.find_by_name(names)
    if article is None:
        return open_article(submission, names, owner=owner)
    facts.keep(article, submission, names, actor=owner)
    return article


def _same_bytes(submission: Submission, names: Sequence[Name], digest: str) -> Article | None:
    """The article whose newest delivery these bytes were, if something came of it or may still."""
    article = identity.find_by_name(names)
    arrivals = Arrival.objects.filter(redacted_at=None)
    if article:
        newest = arrivals.filter(article=article).order_by("-pk").first()
    elif names:
        return None
    else:
        newest = (
            arrivals.filter(raw__sha256=digest, given=submission.as_given(), url="").order_by("-pk").first()
        )
    if newest is None or newest.raw is None or newest.raw.sha256 != digest:
        return None
    if newest.version_id or newest.runs.unfinished().exists():
        return article or identity.lock_article(newest.article_id)
    return None


def _arrive(
    article: Article,
    kind: str,
    submission: Submission,
    *,
    actor: User,
    upload: Upload | None = None,
    blob: Blob | None = None,
) -> Arrival:
    arrival = Arrival.objects.create(
        article=article,
        kind=kind,
        given=submission.as_given(),
        url=submission.url,
        filename=upload.filename[:255] if upload else "",
        media_type=upload.media_type_said if upload else "",
        raw=blob,
    )
    history.record(
        article, "article.received", actor=actor, details={"arrival": arrival.pk, "kind": str(kind)}
    )
    return arrival


def _wants_another_look(article: Article) -> bool:
    """Whether it came from its address, and not just now."""
    fetched = article.arrivals.filter(kind=Kind.URL).order_by("-pk").first()
    just_now = timezone.now() - timedelta(seconds=settings.FETCH_AGAIN_SECONDS)
    return fetched is not None and fetched.created_at <= just_now


def _check_url(submission: Submission) -> None:
    submission.check_characters()
    if not submission.url:
        detail = "Send the article's address in “url”, or its words."
        raise InvalidInput(detail, errors=[FieldError("url", "required", detail)])
    _check_not_draft(submission.stage)
    read_address(submission.url, allowed=settings.FETCH_ALLOWED_HOSTS)


def _check_not_draft(stage: str) -> None:
    if stage == Article.Stage.DRAFT:
        detail = "A draft is not fetched. Send its words, or post it with the stage “published”."
        raise InvalidInput(detail, errors=[FieldError("stage", "draft_not_fetched", detail)])


def _check_size(upload: Upload, *, field: str) -> None:
    if not upload.content.strip():
        detail = "It is empty. Send the page's source or the file, or paste the text."
        raise InvalidInput(detail, errors=[FieldError(field, "blank", detail)])
    if len(upload.content) > settings.INGEST_MAX_FILE_BYTES:
        raise TooLong(
            f"It has {len(upload.content):,} bytes; up to {settings.INGEST_MAX_FILE_BYTES:,} are read. "
            "Send it in parts, or paste the text."
        )
