"""Evidence in: what a reviewer gives, what it must say, and how it is kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from factcheck import history
from factcheck.errors import FieldError, InvalidInput
from factcheck.inserting import insert_few
from factcheck.models import User
from reviews import attachments, page_readings
from reviews.models import Evidence, EvidenceFile, PageReading, Review, Verdict
from reviews.models.random_ids import hidden_id

Kind, Stance = Evidence.Kind, Evidence.Stance
#: What can be found again by others, once it is said which it is.
_PUBLISHED = frozenset({Kind.DOCUMENT, Kind.DATASET, Kind.MEDIA})


@dataclass(frozen=True)
class EvidenceInput:
    """One piece of evidence as a reviewer gives it."""

    kind: str
    stance: str
    url: str = ""
    title: str = ""
    quote: str = ""
    archive_url: str = ""
    note: str = ""
    confidential: bool = False
    retrieved_at: datetime | None = None
    attachment: UUID | None = None  #: an ``EvidenceFile`` of theirs
    fetch: UUID | None = None  #: a ``PageReading`` of theirs

    @property
    def words(self) -> dict[str, str]:
        """What people wrote of it."""
        return {name: getattr(self, name) for name in ("url", "title", "quote", "archive_url", "note")}


@dataclass(frozen=True)
class Named:
    """What the pieces of one verdict name by id."""

    files: dict[UUID, EvidenceFile]
    readings: dict[UUID, PageReading]


def check(pieces: Sequence[EvidenceInput]) -> Iterator[FieldError]:
    """What is missing from each, by its place in the verdict."""
    for number, piece in enumerate(pieces):
        place = f"evidence[{number}]"
        for name in ("url", "archive_url"):
            address = getattr(piece, name)
            if address and not is_web_address(address):
                yield FieldError(f"{place}.{name}", "not_a_web_address", "Give an http or https address.")
        if piece.stance == Stance.NOTHING_FOUND:
            if not piece.note.strip():
                yield FieldError(f"{place}.note", "required", "Say where you searched, and for what.")
        elif piece.attachment:
            continue
        elif piece.kind in _PUBLISHED and not (piece.url or piece.archive_url or piece.title.strip()):
            yield FieldError(
                f"{place}.url",
                "required",
                "Give its address or title, or attach it, so that it can be found.",
            )
        elif not any(word.strip() for word in piece.words.values()):
            yield FieldError(place, "empty", "Give an address, a title, a quote or a note, or attach a file.")


def look_up(pieces: Sequence[EvidenceInput], *, review: Review, reviewer: User) -> Named:
    """The files and the pages read that ``pieces`` name, locked. In the verdict's transaction.

    Raises:
        InvalidInput: one is not there any more, or not theirs, or was read at another address than is given.
    """
    found = Named(
        files=attachments.named(
            {piece.attachment for piece in pieces if piece.attachment}, review=review, owner=reviewer
        ),
        readings=page_readings.named(
            {piece.fetch for piece in pieces if piece.fetch}, review=review, reader=reviewer
        ),
    )
    if errors := list(_not_usable(pieces, found)):
        raise InvalidInput("Some evidence cannot be used as it is.", errors=errors)
    return found


def _not_usable(pieces: Sequence[EvidenceInput], named: Named) -> Iterator[FieldError]:
    for number, piece in enumerate(pieces):
        place = f"evidence[{number}]"
        if piece.attachment and piece.attachment not in named.files:
            yield FieldError(f"{place}.attachment", "gone", "The file is not kept any more. Attach it again.")
        if piece.fetch:
            reading = named.readings.get(piece.fetch)
            if reading is None or piece.url not in page_readings.addresses_of(reading):
                detail = "Have the page read again, or leave this out."
                yield FieldError(f"{place}.fetch", "not_read", detail)


def store(
    pieces: Iterable[EvidenceInput], named: Named, *, verdict: Verdict, article_ids: Iterable[int]
) -> list[Evidence]:
    """Keep ``pieces`` with their verdict, and what they name with them. In its transaction.

    A confidential one leaves no gap in the numbers of the others, and stands behind them.
    """
    ids = list(article_ids)
    rows = [_row_of(piece, named, verdict, ids) for piece in pieces]
    history.store([row.payload for row in rows])
    counted = [row for row in rows if not row.confidential]
    hidden = [row for row in rows if row.confidential]
    for row in hidden:
        row.pk = hidden_id()
    insert_few(counted)
    Evidence.objects.bulk_create(hidden)
    return counted + hidden


def _row_of(piece: EvidenceInput, named: Named, verdict: Verdict, article_ids: list[int]) -> Evidence:
    file = named.files[piece.attachment] if piece.attachment else None
    reading = named.readings[piece.fetch] if piece.fetch else None
    words: dict[str, Any] = {**piece.words}
    if reading:
        words["sha256"] = reading.found["sha256"]
    if file:
        attachments.attach(file)
        words["attachment"] = {
            "name": file.name,
            "media_type": file.media_type,
            "size": file.size,
            "sha256": file.blob.sha256,
        }
    return Evidence(
        verdict=verdict,
        kind=piece.kind,
        stance=piece.stance,
        confidential=piece.confidential,
        retrieved_at=reading.retrieved_at if reading else piece.retrieved_at,
        attachment_id=file.blob_id if file else None,
        payload=history.new_payload(words, article_ids=article_ids),
    )


def vouch_for_confidential(verdict: Verdict) -> None:
    """Each confidential piece has a history of its own: in the review's, which goes out in dossiers, not even its
    digest stands. In the verdict's transaction, as the last of it: between two events of the review it would be missed.
    """
    for piece in verdict.evidence_shown:
        if piece.confidential:
            history.record(piece, "evidence.given", actor=verdict.reviewer, rows=[piece])


def is_web_address(address: str) -> bool:
    """http or https with a host. Anything else ("javascript:") would be a trap as a link."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
