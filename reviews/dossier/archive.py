"""The file itself: a zip that opens anywhere and loads nothing."""

import json
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from factcheck import history
from factcheck.digests import sha256_bytes
from factcheck.event_words import changes_in_words
from factcheck.models import ArticleVersion, Blob, Event, User
from factcheck.moved_spans import AROUND
from reviews.dossier.chain import chain_of, stream_upto
from reviews.dossier.contents import Contents, gather
from reviews.dossier.people import People
from reviews.errors import StillBlind
from reviews.evidence import is_web_address
from reviews.models import Evidence, Review
from reviews.visible_history import history_visible_to
from reviews.workflow import lock
from reviews.workflow.merging import living_end

#: Bytes of attached files that one dossier takes; what is beyond is named and left out.
MOST_BYTES = 100 * 1024 * 1024
#: Kept in memory up to so many bytes, then in a temporary file.
_IN_MEMORY = 4 * 1024 * 1024

_SUFFIXES = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "text/plain": ".txt",
    "text/csv": ".csv.txt",  # a spreadsheet would run its formulas
    "text/html": ".html.txt",  # a browser would run its scripts
}
#: States in which nothing of a round is blind although none is revealed.
_AT_REST = frozenset({Review.State.TRIAGE, Review.State.DISMISSED})


@dataclass(frozen=True)
class Options:
    """``names``: people by their names. ``sources``: the words of those who spoke to the desk. Both off by default."""

    at: datetime
    names: bool = False
    sources: bool = False


@transaction.atomic
def export(review_id: int, options: Options, *, user: User) -> IO[bytes]:
    """The dossier of a review as it stood, open at its start; the history keeps who took it.

    Raises:
        StillBlind: there is a round in which somebody rules blind; or it was merged into one that has it.
        NotThereYet: the review came in later.
    """
    review = lock(review_id)
    if review.state == Review.State.MERGED:
        into = living_end(review_id)
        raise StillBlind(
            f"It was merged into review {into}. Ask for that one's dossier, or take the merge back.",
            merged_into=into,
        )
    now = timezone.now()
    stream = history.stream_of(review)
    hidden = Event.objects.filter(stream=stream).exclude(
        pk__in=history_visible_to(user, review, at=now).values("pk")
    )
    if not (review.is_revealed(at=now) or review.state in _AT_REST) or hidden.exists():
        raise StillBlind("Somebody may be ruling blind on it. Ask again when it is decided.")
    events = stream_upto(stream, options.at)
    people = People(names=options.names)
    whole = Review.objects.select_related(
        "claim__article", "desk__policy", "scale", "outcome__rating", "outcome__payload"
    ).get(pk=review_id)
    contents = gather(whole, events, options.at, user=user, people=people, sources=options.sources)
    file = _write(contents, events, options, review_id, made_at=now)
    history.record(
        review,
        "review.dossier_exported",
        actor=user,
        details={**asdict(options), "at": options.at.isoformat()},
    )
    return file


def _write(
    contents: Contents, events: Sequence[Event], options: Options, review_id: int, *, made_at: datetime
) -> IO[bytes]:
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (whoever asked closes it)
    told = {
        "format": "factcheck-dossier/1",
        "at": options.at,
        "made_at": made_at,
        "names": options.names,
        "sources": options.sources,
        **contents.told,
        "files": [],
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in _files(contents):
            told["files"].append(entry)
            if content is not None:
                archive.writestr(entry["name"], content)
        archive.writestr("dossier.json", _json(told))
        archive.writestr("chain.json", _json(chain_of(events, contents.verdicts, contents.evidence)))
        archive.writestr("verify.py", (Path(__file__).parent / "verify.py").read_bytes())
        page = render_to_string("reviews/dossier.html", {"dossier": _readable(told), "review_id": review_id})
        archive.writestr("dossier.html", page)
    file.seek(0)
    return file


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def _files(contents: Contents) -> Iterator[tuple[dict[str, Any], bytes | None]]:
    """Texts and attachments, one at a time: their entry in dossier.json, and their bytes unless they are left out."""
    for version in contents.versions:
        yield from _text(version)
    left, seen = MOST_BYTES, set()
    for piece in contents.evidence:
        if piece.attachment_id is None or piece.attachment_id in seen:
            continue
        seen.add(piece.attachment_id)
        entry, content = _attachment(piece, piece.attachment_id, left)
        left -= len(content or b"")
        yield entry, content


def _text(version: ArticleVersion) -> Iterator[tuple[dict[str, Any], bytes | None]]:
    if version.redacted_at:
        return
    text = version.text.encode("utf-8", "surrogatepass")
    name = f"versions/article-{version.article_id}-version-{version.number}.txt"
    yield _entry(name, sha256_bytes(text), "text/plain", len(text), is_included=True), text


def _attachment(piece: Evidence, blob_id: int, left: int) -> tuple[dict[str, Any], bytes | None]:
    blob = Blob.objects.get(pk=blob_id)
    content = bytes(blob.content)
    suffix = _SUFFIXES.get(blob.media_type.partition(";")[0].strip().lower(), ".bin")
    is_included = 0 < len(content) <= left  # a take-down empties it
    entry = _entry(
        f"attachments/{blob.sha256}{suffix}",
        blob.sha256,
        blob.media_type,
        len(content),
        is_included=is_included,
    )
    return {**entry, "evidence": piece.pk}, content if is_included else None


def _entry(name: str, sha256: str, media_type: str, size: int, *, is_included: bool) -> dict[str, Any]:
    return {"name": name, "sha256": sha256, "media_type": media_type, "bytes": size, "included": is_included}


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _from_a_word_on(excerpt: str) -> str:
    """Without the half word at the beginning of what was cut from a longer text; as it is where it has no blanks."""
    if len(excerpt) < AROUND:
        return excerpt
    return f"…{excerpt.partition(' ')[2] or excerpt}"


def _readable(value: Any) -> Any:
    """For people: control characters show, so that none turns the words around it, and links are links only to the web."""
    if isinstance(value, str):
        return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", value)
    if isinstance(value, dict):
        readable = {name: _readable(inner) for name, inner in value.items()}
        if "archive_url" in readable:
            readable["links"] = [
                address
                for address in (value["url"], value["archive_url"])
                if address and is_web_address(address)
            ]
        if "changed" in readable:
            readable["changes"] = changes_in_words(readable["changed"])
        if "prefix" in readable:
            readable["before"] = _from_a_word_on(readable["prefix"])
            readable["after"] = _from_a_word_on(readable["suffix"][::-1])[::-1]
        return readable
    if isinstance(value, list):
        return [_readable(inner) for inner in value]
    return value
