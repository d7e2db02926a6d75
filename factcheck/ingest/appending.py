"""A transcript that grows while somebody speaks: each piece is a version of its own, the words before it stay."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from factcheck.characters import check_characters
from factcheck.errors import CannotGrow, FieldError, InvalidInput, NoWordsYet, Redacted, TextChanged
from factcheck.extraction.text import normalise
from factcheck.growth import GROWING
from factcheck.ingest import identity
from factcheck.ingest.storing import add_version
from factcheck.ingest.words import Words, check_length
from factcheck.models import Article, ArticleVersion, User

#: Between what stood there and what is added. No letter can combine over it, so the old offsets stay.
_GAP = "\n\n"
_NOT_IN_NAMES = re.compile(r"[:\n\r]")


@dataclass(frozen=True)
class Piece:
    """What is added. ``speaker`` makes it a turn; "" lets whoever spoke last go on.

    ``at``: when it was said. ``text_sha256`` is of the text it is to stand behind; "" behind whatever stands there.
    """

    text: str
    speaker: str = ""
    at: datetime | None = None
    text_sha256: str = ""


@transaction.atomic
def append(article_id: int, piece: Piece, *, actor: User) -> tuple[ArticleVersion, bool]:
    """Add to the text of an article: the version that has it, and whether it is new and was queued.

    Callers at the same moment come one after the other, and nothing of any is lost. With ``text_sha256`` a piece that
    stands there already, because its answer was lost, is not added again.

    Raises:
        InvalidInput: no words, or a speaker's name that no line can begin with.
        TooLong: the text would have more than ARTICLE_MAX_CHARS code points.
        TextChanged: something else was added meanwhile.
        CannotGrow: it is no transcript and no live blog.
        NoWordsYet: the article is still being fetched.
        Redacted: it was taken down.
    """
    added = _turn(piece)
    article = Article.objects.select_for_update(no_key=True).get(pk=article_id)
    newest = article.versions.order_by("-number").first()
    if article.redacted_at:
        raise Redacted("The article was taken down. Nothing is added to it.")
    if article.genre not in GROWING:
        raise CannotGrow(
            "Only a transcript or a live blog grows. Post the whole text; it becomes a new version."
        )
    if newest is None:
        raise NoWordsYet("The article has no words yet. Post its beginning first.")
    if piece.text_sha256 and piece.text_sha256 != newest.text_sha256:
        if _stands_already(newest, piece, added):
            return newest, False
        raise TextChanged(
            f"The article is at version {newest.number} now. Read what was added, then send what follows it.",
            version=newest.number,
            text_sha256=newest.text_sha256,
        )
    words = _grown(newest, piece, added)
    check_length(words.text)
    identity.check_not_taken_down(words.content_sha256)
    return add_version(article, words, actor=actor), True


def _turn(piece: Piece) -> str:
    check_characters(piece.text, field_name="text")
    check_characters(piece.speaker, field_name="speaker")
    text, speaker = normalise(piece.text).strip("\n"), normalise(piece.speaker).strip()
    if not text.strip():
        detail = "There are no words to add. Send them in “text”."
        raise InvalidInput(detail, errors=[FieldError("text", "blank", detail)])
    if _NOT_IN_NAMES.search(speaker):
        detail = "A speaker is a name on one line, without a colon: “Ann Ray”."
        raise InvalidInput(detail, errors=[FieldError("speaker", "invalid", detail)])
    return f"{speaker}: {text}" if speaker else text


def _joint(text: str) -> str:
    """What goes between ``text`` and the next piece, so that an empty line parts them."""
    return _GAP[min(len(text) - len(text.rstrip("\n")), len(_GAP)) :]


def _stands_already(newest: ArticleVersion, piece: Piece, added: str) -> bool:
    before = newest.article.versions.filter(number__lt=newest.number, text_sha256=piece.text_sha256).last()
    if before is None:
        return False
    grown = before.text + _joint(before.text) + added
    # What only begins like it is another piece.
    return newest.text == grown or newest.text.startswith(f"{grown}\n")


def _grown(newest: ArticleVersion, piece: Piece, added: str) -> Words:
    start = len(newest.text) + len(_joint(newest.text))
    block: dict[str, Any] = {"id": f"v{newest.number + 1}", "start": start, "end": start + len(added)}
    if piece.speaker.strip():
        block["speaker"] = normalise(piece.speaker).strip()
    if piece.at:
        block["posted_at"] = piece.at.isoformat()
    return Words(
        title=newest.title,
        text=newest.text + _joint(newest.text) + added,
        author=newest.author,
        published_at=newest.published_at,
        modified_at=piece.at or newest.modified_at,
        blocks=[*newest.blocks, block],
        notices=newest.notices,
    )
