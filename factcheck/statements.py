"""What was said on the radio or on the telephone: somebody wrote it down, and it is checked like what was printed."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from factcheck import marking
from factcheck.characters import check_characters
from factcheck.errors import FieldError, InvalidInput, KnownClaim
from factcheck.ingest import Submission, identity
from factcheck.ingest.storing import freeze, open_article
from factcheck.ingest.words import read_words
from factcheck.marking import LONGEST_QUOTE, Mark
from factcheck.models import Article, ClaimAnchor, User
from factcheck.steps import queueing

#: The notice that such an article has: no engine read it.
WRITTEN_DOWN = "written_down"


@dataclass(frozen=True)
class Statement:
    """``source_url`` is where it can be heard again; it names no article, since a stream holds many statements."""

    quote: str
    claimant: str
    said_at: datetime
    source_url: str = ""
    note: str = ""
    label: str = ""


@transaction.atomic
def record(statement: Statement, *, actor: User) -> ClaimAnchor:
    """Make a claim of a statement; where it stands.

    It stands in an article of its own, a transcript that holds the quote and nothing else, so that of this claim too the
    words can be shown where they are. The engine does not read it: somebody has said already what the claim is.

    Raises:
        InvalidInput: no quote, no claimant, or characters that no text can hold.
        KnownClaim: the same words of the same claimant at the same moment are a claim; ``claim`` is its id.
        Redacted: these words were taken down.
    """
    _check(statement)
    submission = Submission(
        text=statement.quote.strip(), published_at=statement.said_at, genre=Article.Genre.TRANSCRIPT
    )
    words = read_words(submission)
    identity.lock([], words.content_sha256)
    identity.check_not_taken_down(words.content_sha256)
    _check_is_new(statement, words.content_sha256)
    article = open_article(submission, owner=actor)
    version = freeze(article, words, actor=actor)
    found = Mark(start=0, end=len(version.text), label=statement.label, claimant=statement.claimant)
    anchor = marking.add_marked(
        version, found, actor=actor, source=_source(statement), said_at=statement.said_at
    )
    version.headline = anchor.claim.label
    version.notices = [*version.notices, WRITTEN_DOWN]
    version.save(update_fields=["headline", "notices"])
    queueing.set_status(article, Article.Status.READY)
    return anchor


def _source(statement: Statement) -> dict[str, str]:
    return {"url": statement.source_url.strip(), "note": statement.note.strip()}


def _check(statement: Statement) -> None:
    for name in ("quote", "claimant", "source_url", "note", "label"):
        check_characters(getattr(statement, name), field_name=name)
    for name, detail in (
        ("quote", "There are no words. Write down what was said."),
        ("claimant", "Say who said it."),
    ):
        if not any(char.isalnum() for char in getattr(statement, name)):
            raise InvalidInput(detail, errors=[FieldError(name, "blank", detail)])
    if statement.source_url.strip() and urlsplit(statement.source_url.strip()).scheme not in (
        "http",
        "https",
    ):
        detail = "The address must begin with http:// or https://."
        raise InvalidInput(detail, errors=[FieldError("source_url", "scheme", detail)])
    if len(statement.quote) > LONGEST_QUOTE:
        detail = f"A claim has at most {LONGEST_QUOTE:,} characters. Post a longer statement as an article."
        raise InvalidInput(detail, errors=[FieldError("quote", "too_long", detail)])


def _check_is_new(statement: Statement, content_sha256: str) -> None:
    known = ClaimAnchor.objects.filter(
        version__content_sha256=content_sha256,
        version__published_at=statement.said_at,
        claim__claimant=statement.claimant.strip(),
    ).first()
    if known:
        raise KnownClaim(f"Claim {known.claim_id} is this statement. Work on that one.", claim=known.claim_id)
