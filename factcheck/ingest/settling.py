"""What comes of an arrival once its words are read: a version, of the article that they belong to."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from factcheck import history
from factcheck.blobs import drop_unused
from factcheck.documents import Block, Document, Stamp
from factcheck.errors import InvalidInput
from factcheck.ingest import facts, identity
from factcheck.ingest.addresses import same_site
from factcheck.ingest.identity import Name
from factcheck.ingest.storing import add_version, newest_if_same, version_with
from factcheck.ingest.submission import Submission
from factcheck.ingest.words import Words, check_length, read_title
from factcheck.models import Arrival, Article, ArticleIdentifier, ArticleVersion, Publisher
from factcheck.notices import NOTICES
from factcheck.steps import queueing


@dataclass(frozen=True)
class Finding:
    """The words of an arrival, and the names that it turned out to have."""

    words: Words
    names: list[Name]
    document: Document


def read_finding(arrival: Arrival, document: Document) -> Finding:
    """What the document says; what its sender said of it wins.

    Raises:
        InvalidInput: it has no words.
        TooLong: they are more than ARTICLE_MAX_CHARS code points.
    """
    if not document.text.strip():
        raise InvalidInput("There are no words of an article in it.")
    check_length(document.text)
    given = arrival.given
    zone = _zone_of(arrival.article)
    stated = given.get("published_at")
    words = Words(
        title=read_title(given.get("title") or document.title),
        text=document.text,
        author=(given.get("author") or document.author)[:300],
        published_at=datetime.fromisoformat(stated) if stated else _moment(document.published_at, zone),
        modified_at=_moment(document.modified_at, zone),
        blocks=[_block(number, block, zone) for number, block in enumerate(document.blocks, 1)],
        notices=[notice.code for notice in document.notices if notice.code in NOTICES],
    )
    return Finding(words, _names_of(arrival, document), document)


def lock(finding: Finding) -> None:
    """Make callers with the same article wait for each other. Before any row is locked."""
    identity.lock(finding.names, finding.words.content_sha256)


@transaction.atomic
def settle(arrival: Arrival, finding: Finding) -> None:
    """Store the words, unless they are here. The caller has called ``lock``, and holds arrival and article.

    An article that was opened for this arrival, and turns out to be another, keeps nothing but the way to it.

    Raises:
        Redacted: the article that they belong to was taken down, or these words were.
    """
    opened, words = arrival.article, finding.words
    identity.check_not_taken_down(words.content_sha256)
    article, version = opened, None
    is_first = not opened.versions.exists()
    if is_first:
        article, version = _find_other(opened, finding) or (opened, None)
    with history.act():
        if article is not opened:
            _hand_over(opened, article)
            arrival.article = article
        found = _facts_found(arrival, finding) if is_first and article is opened else {}
        facts.keep_found(article, names=finding.names, **found)
        version = version or newest_if_same(article, words) or add_version(article, words, actor=None)
        arrival.version = version
        arrival.cut = [asdict(cut) for cut in finding.document.cut]
        arrival.found = _found(finding.document)
        arrival.save(update_fields=["article", "version", "cut", "found"])


def forget(arrival: Arrival) -> None:
    """Blank what came: its words were taken down."""
    with transaction.atomic():
        Article.objects.select_for_update(no_key=True).get(pk=arrival.article_id)
        blank(Arrival.objects.select_for_update(no_key=True).get(pk=arrival.pk))


def blank(arrival: Arrival) -> None:
    """Take the words out of an arrival, which the caller has locked; bytes that others use stay with them."""
    raw = arrival.raw
    arrival.given, arrival.found, arrival.cut, arrival.raw = {}, {}, [], None
    arrival.url = arrival.final_url = arrival.filename = ""
    arrival.redacted_at = timezone.now()
    arrival.save()
    if raw:
        drop_unused(raw)


def _find_other(opened: Article, finding: Finding) -> tuple[Article, ArticleVersion | None] | None:
    """The article that is here already, locked, which ``opened`` turns out to be; where its words say so, the version
    that has them: an old copy of a page brings no old words back."""
    own = set(opened.identifiers.values_list("kind", "key"))
    version = None
    other = identity.find_by_name([name for name in finding.names if (name.kind, name.key) not in own])
    if other is None:
        kinds = {kind for kind, _ in own} | {name.kind for name in finding.names}
        other = identity.find_by_content(finding.words.content_sha256, kinds=kinds)
        version = version_with(other, finding.words) if other else None
    return (other, version) if other and other.pk != opened.pk else None


def _hand_over(opened: Article, article: Article) -> None:
    """Let ``article`` have the names and deliveries of ``opened``, which is found to be the same."""
    ArticleIdentifier.objects.filter(article=opened).update(article=article)
    opened.arrivals.update(article=article)
    facts.keep(article, _facts_of(opened), actor=None)
    opened.same_as = article
    opened.url = opened.external_id = ""
    opened.save(update_fields=["same_as", "url", "external_id"])
    queueing.settle_status(opened)
    history.record(
        opened, "article.found_to_be", actor=None, is_consequence=True, details={"article": article.pk}
    )


def _facts_of(article: Article) -> Submission:
    """What its sender said of it beside its words."""
    return Submission(
        publisher=article.publisher, genre=article.genre, stage=article.stage, deadline=article.deadline
    )


def _names_of(arrival: Arrival, document: Document) -> list[Name]:
    names = [identity.address(url) for url in (arrival.url, arrival.final_url) if url]
    stands_at = arrival.final_url or arrival.url
    if document.canonical_url and stands_at and same_site(document.canonical_url, stands_at):
        names.append(identity.address(document.canonical_url[:2000]))
    return list({name.canonical: name for name in names}.values())


def _facts_found(arrival: Arrival, finding: Finding) -> dict[str, Any]:
    """What the page says of itself."""
    host = urlsplit(arrival.final_url or arrival.url).hostname or ""
    named = Publisher.objects.filter(name__iexact=finding.document.publisher)
    return {
        "genre": arrival.given.get("genre") or finding.document.genre,
        "publisher": arrival.article.publisher or _publisher_at(host) or named.first(),
    }


def _publisher_at(host: str) -> Publisher | None:
    """The publisher whose domain it is, or is within."""
    labels = host.split(".")
    domains = [".".join(labels[at:]) for at in range(len(labels) - 1)]
    known = {publisher.domain: publisher for publisher in Publisher.objects.filter(domain__in=domains)}
    return next((known[domain] for domain in domains if domain in known), None)


def _zone_of(article: Article) -> tzinfo:
    return ZoneInfo(article.publisher.time_zone) if article.publisher else UTC


def _moment(stamp: Stamp | None, zone: tzinfo) -> datetime | None:
    return stamp.resolved(zone) if stamp else None


def _block(number: int, block: Block, zone: tzinfo) -> dict[str, Any]:
    known = {
        "speaker": block.speaker,
        "begins": block.begins,
        "ends": block.ends,
        "posted_at": block.posted_at and block.posted_at.resolved(zone).isoformat(),
        "page": block.page,
    }
    return {
        "id": f"p{number}",
        "start": block.start,
        "end": block.end,
        "region": block.region,
        **{name: value for name, value in known.items() if value not in (None, "")},
    }


def _found(document: Document) -> dict[str, Any]:
    said = {
        "kind": document.kind,
        "publisher": document.publisher,
        "canonical_url": document.canonical_url,
        "language": document.language,
        "genre": document.genre,
        "cut_left_out": document.cut_left_out,
        "notices": [asdict(notice) for notice in document.notices],
    }
    return {name: value for name, value in said.items() if value}
