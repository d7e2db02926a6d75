"""An expert from outside is asked once, sees what an editor chose to show, and answers once.

The address holds a secret; whoever has it may open it, so the first browser that does is the only one.
"""

import secrets
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from factcheck import history
from factcheck.characters import check_characters
from factcheck.digests import sha256_hex
from factcheck.errors import FieldError, InvalidInput, LegalHold
from factcheck.models import User
from reviews import comments, notices
from reviews.errors import LinkClosed
from reviews.models import Comment, Evidence, ExpertLink, Review, Verdict
from reviews.quoting import articles_quoted_on
from reviews.workflow import lock

Standing = ExpertLink.Standing
MOST_DAYS = 30


@transaction.atomic
def create(
    review_id: int, *, actor: User, name: str, question: str, days: int, evidence: Collection[int] = ()
) -> tuple[ExpertLink, str]:
    """A link for the expert ``name``, and its secret, which is never to be had again.

    ``evidence``: ids of pieces that the expert may see, of those that ``actor`` sees and that are not confidential.

    Raises:
        InvalidInput: no name or question, days out of bounds, or evidence that may not be shown.
        LegalHold: nothing of a review that a legal hold keeps is handed outside.
    """
    _check(name=name, question=question)
    if not 1 <= days <= MOST_DAYS:
        detail = f"A link lives 1 to {MOST_DAYS} days."
        raise InvalidInput(detail, errors=[FieldError("days", "out_of_bounds", detail)])
    review = lock(review_id)
    if _is_held(review):
        raise LegalHold("Lift the legal hold of the review and its article first.")
    pieces = showable_on(review).filter(pk__in=evidence)
    if missing := set(evidence) - {piece.pk for piece in pieces}:
        detail = f"Not evidence that can be shown: {', '.join(map(str, sorted(missing)))}."
        raise InvalidInput(detail, errors=[FieldError("evidence", "not_showable", detail)])
    secret = secrets.token_urlsafe(32)
    link = ExpertLink.objects.create(
        review=review,
        created_by=actor,
        digest=sha256_hex(secret),
        expires_at=timezone.now() + timedelta(days=days),
        payload=history.store_payload(
            {"name": name.strip(), "question": question.strip()}, article_ids=articles_quoted_on(review)
        ),
    )
    link.evidence.set(pieces)
    history.record(link, "expert_link.created", actor=actor, details={"review": review.pk, "days": days})
    return link, secret


def showable_on(review: Review) -> QuerySet[Evidence]:
    """The evidence of a review that may be shown outside: what everybody may see, and nothing confidential.

    Not what whoever asks gave in a round that is blind: colleagues read which pieces a link shows.
    """
    told = Verdict.objects.standing().visible(at=timezone.now()).filter(review=review)
    return Evidence.objects.filter(verdict__in=told.values("pk"), confidential=False).select_related(
        "payload", "verdict__reviewer"
    )


@transaction.atomic
def revoke(link_id: int, *, actor: User | None) -> ExpertLink:
    """End a link at once. Safe to repeat; an answer that came stays."""
    link = _locked(link_id)
    if link.revoked_at is None and link.comment_id is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        history.record(link, "expert_link.revoked", actor=actor, is_consequence=actor is None)
    return link


def find(secret: str) -> ExpertLink | None:
    """The link of ``secret``, whatever has become of it."""
    found = ExpertLink.objects.select_related("review__claim__article__publisher", "payload", "created_by")
    return found.filter(digest=sha256_hex(secret)).first()


def is_of(link: ExpertLink, browser: str) -> bool:
    """Whether ``browser``, the secret of a cookie, is that of the browser which opened it."""
    return bool(browser) and secrets.compare_digest(link.browser_digest, sha256_hex(browser))


def evidence_of(link: ExpertLink) -> list[Evidence]:
    """What it shows: the chosen pieces whose verdicts stand and whose words were not taken down."""
    standing = Verdict.objects.standing().filter(review=link.review)
    chosen = link.evidence.filter(confidential=False, payload__redacted_at__isnull=True)
    return list(chosen.filter(verdict__in=standing.values("pk")).select_related("payload").order_by("pk"))


def check_usable(link: ExpertLink) -> None:
    """Raises LinkClosed where nobody may open or answer it (any more)."""
    standing = link.standing(at=timezone.now())
    if link.payload.redacted_at or link.review.claim.redacted_at:
        raise LinkClosed("The article was taken down.")
    if standing == Standing.ANSWERED:
        raise LinkClosed("It was answered.")
    if standing == Standing.REVOKED:
        raise LinkClosed("The newsroom has taken it back.")
    if standing == Standing.EXPIRED:
        raise LinkClosed("Its time is over.")
    if _is_held(link.review):
        raise LinkClosed("The newsroom has paused it.")


@transaction.atomic
def open_once(link_id: int) -> str:
    """Bind the link to the browser that asks, and the secret for that browser's cookie.

    Raises:
        LinkClosed: another browser opened it, or nobody may.
    """
    link = _locked(link_id)
    check_usable(link)
    if link.opened_at is not None:
        raise LinkClosed("It was opened in another browser.")
    browser = secrets.token_urlsafe(32)
    link.browser_digest, link.opened_at = sha256_hex(browser), timezone.now()
    link.save(update_fields=["browser_digest", "opened_at"])
    history.record(link, "expert_link.opened", actor=None)
    return browser


@transaction.atomic
def answer(link_id: int, *, browser: str, name: str, affiliation: str, text: str) -> Comment:
    """The expert's one comment; the link is spent.

    Raises:
        LinkClosed: it was answered, ended, or opened by another browser.
        InvalidInput: no name, no words, or too many.
    """
    _check(name=name)
    _check_length(affiliation, "affiliation", most=200)
    review = lock(ExpertLink.objects.values_list("review_id", flat=True).get(pk=link_id))
    link = _locked(link_id)
    check_usable(link)
    if not is_of(link, browser):
        raise LinkClosed("It was opened in another browser.")
    with history.act():
        link.comment = comments.hear(
            review, name=name.strip(), affiliation=affiliation.strip(), text=text, link_id=link.pk
        )
        link.save(update_fields=["comment"])
        history.record(link, "expert_link.answered", actor=None, details={"comment": link.comment.pk})
        notices.of_expert(link.comment, asked_by=link.created_by)
    return link.comment


@transaction.atomic
def note_refusal(link_id: int, reason: str) -> None:
    """Keep in the link's history that somebody was turned away. ``reason`` is our own sentence."""
    link = _locked(link_id)
    history.record(link, "expert_link.refused", actor=None, details={"reason": reason})


def end_all_of(review: Review) -> None:
    """Revoke what is still open: its words are being taken down. In the take-down's transaction."""
    links = ExpertLink.objects.filter(review=review, revoked_at__isnull=True, comment__isnull=True)
    for link_id in links.order_by("pk").values_list("pk", flat=True):
        revoke(link_id, actor=None)


def _locked(link_id: int) -> ExpertLink:
    rows = ExpertLink.objects.select_related("review__claim__article", "payload", "created_by")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=link_id)


def _is_held(review: Review) -> bool:
    return review.legal_hold or review.claim.article.legal_hold


def _check(**words: str) -> None:
    most = {"name": 120, "question": 2000}
    for field, text in words.items():
        if not text.strip():
            detail = {"name": "Give a name.", "question": "Say what the expert is asked."}[field]
            raise InvalidInput(detail, errors=[FieldError(field, "required", detail)])
        _check_length(text, field, most=most[field])


def _check_length(text: str, field: str, *, most: int) -> None:
    if len(text) > most:
        detail = f"At most {most} characters."
        raise InvalidInput(detail, errors=[FieldError(field, "too_long", detail)])
    check_characters(text, field_name=field)
