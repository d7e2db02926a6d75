"""Words in: checked, normalised, frozen, stored once, queued."""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from factcheck import advisory, history, pipeline
from factcheck.characters import check_characters
from factcheck.digests import keyed_sha256, sha256_hex
from factcheck.errors import FieldError, InvalidInput, Redacted, TooLong
from factcheck.extraction.text import normalise
from factcheck.ingest.submission import Submission
from factcheck.models import Article, ArticleVersion, User
from factcheck.utf16 import astral_offsets

#: Looks like markup. It stays text; the article only says so, because somebody may have pasted a page's source.
_MARKUP = re.compile(r"</?(?:p|div|span|a|br|script|html|body|img|h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
#: Between paragraphs that came as blocks.
_BLOCK_GAP = "\n\n"
_TAKEN_DOWN = "This article was taken down. It is not taken in again."


@dataclass(frozen=True)
class _Words:
    """Normalised words and what follows from them alone."""

    title: str
    text: str
    blocks: list[dict[str, object]] = field(default_factory=list)

    @property
    def content_sha256(self) -> str:
        return sha256_hex(f"{self.title}\0{self.text}")


def store(submission: Submission, *, owner: User) -> tuple[ArticleVersion, bool]:
    """Store an article, or find it: the version, and whether it is new and was queued.

    The same (owner, external id) with other words is a new version of that article; the same words are the
    same version. Without an external id the same words at the same address are the same article. Fifty
    callers at once store one.

    Raises:
        InvalidInput: no words, or characters that no text can hold.
        TooLong: more than ARTICLE_MAX_CHARS code points.
        Redacted: these words were taken down.
    """
    words = _words_of(submission)
    with transaction.atomic():
        _lock_identity(submission, words, owner)
        version = _find(submission, words, owner)
        if version:
            # A take-down that is under way holds this row: our caller must not answer with what it blanks.
            Article.objects.select_for_update(no_key=True).get(pk=version.article_id)
            version.refresh_from_db()
            if version.redacted_at:
                raise Redacted(_TAKEN_DOWN)
            return version, False
        return _create(submission, words, owner), True


def _words_of(submission: Submission) -> _Words:
    for name in ("title", "author", "text", "url", "external_id"):
        check_characters(getattr(submission, name), field_name=name)
    title = normalise(submission.title).strip()  # as the engine reads it, so that its offsets fit
    if submission.blocks:
        for block_id, block_text in submission.blocks:
            check_characters(block_id, field_name="blocks")
            check_characters(block_text, field_name="blocks")
        text = ""
        blocks: list[dict[str, object]] = []
        for block_id, block_text in submission.blocks:
            gap = _BLOCK_GAP if blocks else ""
            piece = normalise(block_text)
            at = len(text) + len(gap)
            text += gap + piece
            blocks.append({"id": block_id, "start": at, "end": at + len(piece)})
        words = _Words(title=title, text=text, blocks=blocks)
    else:
        words = _Words(title=title, text=normalise(submission.text))
    if not words.text.strip():
        detail = "The article has no words. Send its text in “text” or “blocks”."
        raise InvalidInput(detail, errors=[FieldError("text", "blank", detail)])
    if len(words.text) > settings.ARTICLE_MAX_CHARS:
        raise TooLong(
            f"The text has {len(words.text):,} characters; the limit is {settings.ARTICLE_MAX_CHARS:,}. "
            "Post it in parts."
        )
    return words


def _lock_identity(submission: Submission, words: _Words, owner: User) -> None:
    """Make callers with the same article wait for each other, until the transaction ends."""
    identities: list[tuple[str, ...]] = [("content", submission.url, words.content_sha256)]
    if submission.external_id:
        identities.append(("external", str(owner.pk), submission.external_id))
    advisory.lock(*identities)


def _find(submission: Submission, words: _Words, owner: User) -> ArticleVersion | None:
    """The version that holds these words already. A redacted article is found whatever its words."""
    versions = ArticleVersion.objects.order_by("-number")
    taken_down = versions.filter(content_sha256=keyed_sha256(words.content_sha256)).first()
    if submission.external_id:
        latest = versions.filter(
            article__owner=owner, article__external_id__in=_spellings(submission.external_id)
        ).first()
        if latest and (latest.redacted_at or latest.content_sha256 == words.content_sha256):
            return latest
        return taken_down
    return (
        taken_down
        or versions.filter(
            article__external_id="", article__url=submission.url, content_sha256=words.content_sha256
        ).first()
    )


def _spellings(external_id: str) -> list[str]:
    """As it is posted, and as a take-down leaves it."""
    return [external_id, keyed_sha256(external_id)]


def _create(submission: Submission, words: _Words, owner: User) -> ArticleVersion:
    article = None
    if submission.external_id:
        article = (
            Article.objects.select_for_update(no_key=True)
            .filter(owner=owner, external_id__in=_spellings(submission.external_id))
            .first()
        )
    if article and article.redacted_at:  # while we waited for its row
        raise Redacted(_TAKEN_DOWN)
    is_new_article = article is None
    if article is None:
        article = Article.objects.create(
            owner=owner,
            publisher=submission.publisher,
            external_id=submission.external_id,
            url=submission.url,
            genre=submission.genre,
            stage=submission.stage,
            deadline=submission.deadline,
        )
    last = article.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = ArticleVersion.objects.create(
        article=article,
        number=last + 1,
        title=words.title,
        headline=words.title,
        text=words.text,
        author=submission.author,
        published_at=submission.published_at,
        text_sha256=sha256_hex(words.text),
        content_sha256=words.content_sha256,
        blocks=words.blocks,
        astral={"title": astral_offsets(words.title), "text": astral_offsets(words.text)},
        notices=["looks_like_markup"] if _MARKUP.search(words.text) else [],
    )
    with history.act():
        history.record(
            article,
            "article.ingested" if is_new_article else "article.revised",
            actor=owner,
            details={"version": version.number, "text_sha256": version.text_sha256},
            article_ids=[article.pk],
        )
        pipeline.queue_extraction(version)
    return version
