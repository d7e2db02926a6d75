"""Files that reviewers attach: taken in by what they are, lent to their uploader, dropped when no verdict names them."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from factcheck import advisory
from factcheck.blobs import drop_unused, keep_bytes
from factcheck.documents.scrubbing import one_line
from factcheck.errors import FieldError, InvalidInput, Redacted, TooLong
from factcheck.fetching import sniffing
from factcheck.models import Blob, User
from reviews.errors import TooMuchWaiting
from reviews.models import Assignment, EvidenceFile, Review

#: How long a file waits for its verdict.
KEPT = timedelta(days=1)
#: Pictures that every browser shows, by their first bytes.
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"RIFF", "image/webp"),
)
_TAKEN = "A screenshot or picture (PNG, JPEG, WebP, GIF), a PDF or plain text can be attached."


@transaction.atomic
def receive(content: bytes, *, name: str, declared: str, review_id: int, owner: User) -> EvidenceFile:
    """Keep a file that ``owner`` uploads for a review that is, or was, theirs to rule on.

    ``declared`` is what it is said to be, and decides between kinds of text only. The bytes are kept as they came:
    a picture's hidden data (place, camera) too, because their digest is part of the evidence.

    Raises:
        InvalidInput: it is nothing that can be attached, or the review was never theirs.
        TooLong: it is larger than EVIDENCE_MAX_FILE_BYTES.
        TooMuchWaiting: what they uploaded and did not use yet is too much with it.
        Redacted: the review's article was taken down.
    """
    if len(content) > settings.EVIDENCE_MAX_FILE_BYTES:
        raise TooLong(
            f"The file has {len(content):,} bytes; up to {settings.EVIDENCE_MAX_FILE_BYTES:,} can be attached."
        )
    media_type = _media_type(content, declared)
    lock_review(review_id, owner)
    return keep(content, name=name, media_type=media_type, review_id=review_id, owner=owner)


def keep(content: bytes, *, name: str, media_type: str, review_id: int, owner: User) -> EvidenceFile:
    """A file whose kind is known, within what its owner may have waiting. In a transaction, its review locked.

    Raises:
        TooMuchWaiting: see ``receive``.
    """
    advisory.lock(("evidence files", str(owner.pk)))
    waiting = EvidenceFile.objects.filter(uploaded_by=owner, attached_at=None)
    used = waiting.aggregate(bytes=Sum("size"))["bytes"] or 0
    if used + len(content) > settings.EVIDENCE_MAX_WAITING_BYTES:
        raise TooMuchWaiting(
            "What you uploaded and no verdict names yet takes all the room there is. Remove some of it from"
            " your evidence, or give the verdict first."
        )
    return EvidenceFile.objects.create(
        uploaded_by=owner,
        review_id=review_id,
        blob=keep_bytes(content, media_type=media_type),
        name=one_line(name, 200) or "file",
        media_type=media_type,
        size=len(content),
    )


def lock_review(review_id: int, reviewer: User) -> Review:
    """The review, so that a take-down waits for what is kept on it, or the other way round. In a transaction.

    Raises:
        InvalidInput: ``reviewer`` never had it.
        Redacted: its article was taken down.
    """
    review = (
        Review.objects.select_for_update(no_key=True, of=("self",))
        .select_related("claim__article")
        .filter(pk=review_id, pk__in=Assignment.objects.filter(reviewer=reviewer).values("review"))
        .first()
    )
    if review is None:
        detail = "Take the review first: evidence belongs to a review that you rule on."
        raise InvalidInput(detail, errors=[FieldError("review", "not_yours", detail)])
    if review.claim.article.redacted_at:
        raise Redacted("The article was taken down.")
    return review


def named(ids: Collection[UUID], *, review: Review, owner: User) -> dict[UUID, EvidenceFile]:
    """Those of ``ids`` that ``owner`` uploaded for ``review``, locked until the verdict that names them is in."""
    if not ids:
        return {}
    rows = EvidenceFile.objects.select_for_update(no_key=True, of=("self",)).select_related("blob")
    mine = rows.filter(pk__in=ids, uploaded_by=owner, review=review).defer("blob__content").order_by("pk")
    return {row.pk: row for row in mine}


def drop(files: Iterable[EvidenceFile]) -> int:
    """Delete ``files``, and the bytes that nothing else has; how many went. One that a verdict takes stays."""
    return sum(_drop(file.pk) for file in files)


@transaction.atomic
def _drop(file_id: UUID) -> int:
    file = EvidenceFile.objects.select_for_update(skip_locked=True).filter(pk=file_id).first()
    if file is None:
        return 0
    file.delete()
    drop_unused(Blob.objects.only("pk").get(pk=file.blob_id))
    return 1


def drop_old(*, at: datetime) -> int:
    """Drop what has waited long enough, a hundred at a time; how many went."""
    return drop(EvidenceFile.objects.filter(created_at__lt=at - KEPT).order_by("created_at")[:100])


def attach(file: EvidenceFile) -> None:
    """A verdict names it: it no longer counts as waiting."""
    file.attached_at = timezone.now()
    file.save(update_fields=["attached_at"])


def picture_type(content: bytes) -> str | None:
    """The media type of a picture that every browser shows; None for another."""
    return next((media_type for start, media_type in _PICTURES if content.startswith(start)), None)


def _media_type(content: bytes, declared: str) -> str:
    kind = sniffing.sniff(content, sniffing.read_content_type(declared).media_type)
    if not content.strip(b"\0 \t\r\n"):
        raise _refusal("blank", "The file is empty.")
    if kind == "image/*":
        media_type = picture_type(content)
    else:
        media_type = {
            sniffing.PDF: "application/pdf",
            sniffing.TEXT: "text/plain",
            sniffing.JSON: "text/plain",
        }.get(kind)
    if media_type is None:
        raise _refusal("not_attachable", f"This is {sniffing.NAMES[kind]}. {_TAKEN}")
    return media_type


def _refusal(code: str, detail: str) -> InvalidInput:
    return InvalidInput(detail, errors=[FieldError("file", code, detail)])
