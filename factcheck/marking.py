"""Claims by hand: what a person marks in an article that the engine passed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction

from factcheck import history
from factcheck.characters import check_characters
from factcheck.errors import FieldError, InvalidInput, KnownClaim, NoWordsYet, Redacted, TextChanged
from factcheck.extraction.marked import marked_claim
from factcheck.extraction.types import Span
from factcheck.models import Article, ArticleVersion, Claim, ClaimAnchor, User
from factcheck.placing import anchor_at
from factcheck.readings import fill
from factcheck.signals import claims_stored

#: What the engine version of a claim says that no engine read. The figures in it were read by one all the same.
BY_HAND = "by hand"
#: A claim is a sentence or two; whoever marks a page has marked nothing.
LONGEST_QUOTE = 2000

Part = Literal["title", "text"]


@dataclass(frozen=True)
class Mark:
    """What somebody marked: code points [start, end) of a part, and what they say of it.

    ``text_sha256`` is of the text that they looked at; "" where they did not say.
    """

    start: int
    end: int
    part: Part = "text"
    label: str = ""
    claimant: str = ""
    text_sha256: str = ""


@transaction.atomic
def mark(article_id: int, found: Mark, *, actor: User) -> ClaimAnchor:
    """Make a claim of the words that ``actor`` marked in the latest version; where it stands.

    It joins the desk as every claim does.

    Raises:
        InvalidInput: no such span, or no words in it.
        KnownClaim: a claim with exactly this span stands there; ``claim`` is its id.
        TextChanged: the text is not the one that was looked at.
        NoWordsYet: the article is still being fetched.
        Redacted: it was taken down.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article_id)
    version = article.versions.order_by("-number").first()
    if article.redacted_at:
        raise Redacted("The article was taken down; there are no words to mark.")
    if version is None:
        raise NoWordsYet("The article has no words yet. Mark it when it has been read.")
    if found.text_sha256 and found.text_sha256 != version.text_sha256:
        raise TextChanged(
            f"The article is at version {version.number} now. Read it again and mark the words where they stand.",
            version=version.number,
            text_sha256=version.text_sha256,
        )
    return add_marked(version, found, actor=actor)


def add_marked(
    version: ArticleVersion,
    found: Mark,
    *,
    actor: User,
    said_at: datetime | None = None,
    source: Mapping[str, str] | None = None,
) -> ClaimAnchor:
    """As ``mark``, in a version whose article the caller has locked.

    ``source`` is {url, note} of a statement that was written down.
    """
    whole = version.part(found.part)
    _check(found, whole)
    known = version.anchors.filter(part=found.part, start=found.start, end=found.end).order_by("pk").first()
    if known:
        raise KnownClaim(
            f"Claim {known.claim_id} stands exactly there. Work on that one.", claim=known.claim_id
        )
    finding = marked_claim(
        whole,
        Span(found.start, found.end),
        part=found.part,
        language=version.language,
        label=found.label.strip(),
        claimant=found.claimant.strip(),
    )
    claim = Claim(article=version.article, origin=Claim.Origin.PERSON, created_by=actor)
    fill(claim, finding, BY_HAND)
    if said_at:
        claim.reading["said_at"] = said_at.isoformat()
    if source:
        claim.reading["source"] = dict(source)
    claim.save(force_insert=True)
    anchor = anchor_at(version, finding)
    anchor.claim = claim
    anchor.save(force_insert=True)
    with history.act():
        history.record(
            version.article,
            "article.claim_marked",
            actor=actor,
            details={"claim": claim.pk, "version": version.number, "start": found.start, "end": found.end},
        )
        claims_stored.send(sender=ArticleVersion, version=version, claims=[claim])
    return anchor


def find_words(version: ArticleVersion, words: str) -> Mark:
    """The place where ``words`` stand in the text of ``version``.

    Raises:
        InvalidInput: they stand there nowhere, or more than once.
    """
    words = words.strip()
    places = version.text.count(words) if words else 0
    if places != 1:
        detail = (
            f"These words stand in the text {places} times. Add words around them, so that there is one place."
            if places
            else "These words do not stand in the text. Copy them exactly as they stand there."
        )
        raise InvalidInput(
            detail, errors=[FieldError("words", "not_unique" if places else "not_found", detail)]
        )
    start = version.text.index(words)
    return Mark(start=start, end=start + len(words))


def _check(found: Mark, whole: str) -> None:
    for name in ("label", "claimant"):
        check_characters(getattr(found, name), field_name=name)
    check_span(found.start, found.end, part=found.part, whole=whole)


def check_span(start: int, end: int, *, part: str, whole: str) -> None:
    """Whether a claim may stand at [start, end) of ``whole``.

    Raises:
        InvalidInput: with what is wrong with it.
    """
    if not 0 <= start < end <= len(whole):
        detail = f"The {part} has characters 0 to {len(whole)}; [{start}, {end}) is not in it."
        raise InvalidInput(detail, errors=[FieldError("end", "outside", detail)])
    quote = whole[start:end]
    if not any(char.isalnum() for char in quote):
        detail = "There are no words between start and end."
        raise InvalidInput(detail, errors=[FieldError("start", "blank", detail)])
    if quote != quote.strip():
        detail = "The span begins or ends with a blank. Mark from the first letter to the last."
        raise InvalidInput(detail, errors=[FieldError("start", "blank_ends", detail)])
    if len(quote) > LONGEST_QUOTE:
        detail = f"A claim has at most {LONGEST_QUOTE:,} characters. Mark the sentence that makes it."
        raise InvalidInput(detail, errors=[FieldError("end", "too_long", detail)])
