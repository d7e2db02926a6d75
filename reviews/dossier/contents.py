"""What a dossier tells: plain values, as one person may see them, at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from factcheck.as_of import claim_at
from factcheck.errors import NotThereYet
from factcheck.event_words import in_words
from factcheck.models import ArticleVersion, ClaimAnchor, Event, User
from reviews.as_of import fact_checks_at, review_at, verdicts_at
from reviews.disclosures import disclosed_in
from reviews.dossier.people import People
from reviews.models import Disclosure, Evidence, FactCheck, Outcome, Review, Sighting, Verdict

_NOT_OUT = frozenset({FactCheck.State.DRAFT, FactCheck.State.IN_APPROVAL})
#: Kinds of evidence whose words may tell who spoke to the desk.
_FROM_PEOPLE = frozenset({Evidence.Kind.INTERVIEW, Evidence.Kind.CALL, Evidence.Kind.OWN_REPORTING})


@dataclass(frozen=True)
class Contents:
    """``told`` is what dossier.json holds; the rows are those whose words may go along."""

    told: dict[str, Any]
    versions: list[ArticleVersion]
    verdicts: list[Verdict]
    evidence: list[Evidence]


def gather(
    review: Review, events: Sequence[Event], at: datetime, *, user: User, people: People, sources: bool
) -> Contents:
    """``events``: the review's history up to ``at``, oldest first."""
    review = review_at(review, at, user=user)
    verdicts = verdicts_at(review, at, user=user)
    anchors = _anchors(review, at)
    shown: list[Evidence] = []
    told_verdicts = []
    for verdict in verdicts:
        # Never a confidential piece, whoever asks: the file goes on to others.
        pieces = [piece for piece in verdict.evidence_shown if not piece.confidential]
        open_pieces = [piece for piece in pieces if sources or piece.kind not in _FROM_PEOPLE]
        shown += open_pieces
        told_verdicts.append(_verdict(verdict, pieces, open_pieces, people))
    told = {
        "review": _review(review, people),
        "claims": [_claim(anchor) for anchor in anchors],
        "versions": [_version(version) for version in _versions(anchors)],
        "verdicts": told_verdicts,
        "fact_checks": _fact_checks(review, at, people, user),
        "history": [_event(event, people) for event in events],
    }
    return Contents(told, _versions(anchors), verdicts, shown)


def _anchors(review: Review, at: datetime) -> list[ClaimAnchor]:
    """Where the claims stood, the one that leads first."""
    sightings = Sighting.objects.filter(review=review, created_at__lte=at).select_related("claim")
    claims = [review.claim, *(s.claim for s in sightings.order_by("pk") if s.claim_id != review.claim_id)]
    anchors = []
    for claim in claims:
        try:
            anchors.append(claim_at(claim, at))
        except NotThereYet:
            continue
    return anchors


def _versions(anchors: Sequence[ClaimAnchor]) -> list[ArticleVersion]:
    return list({anchor.version_id: anchor.version for anchor in anchors}.values())


def _review(review: Review, people: People) -> dict[str, Any]:
    return {
        "id": review.pk,
        "state": review.state,
        "state_text": review.get_state_display(),
        "state_since": review.state_since,
        "round": review.round,
        "reason": review.reason,
        "desk": review.desk.name,
        "scale": {"name": review.scale.name, "version": review.scale.version},
        "required_verdicts": review.required_verdicts,
        "priority": review.priority,
        "due_at": review.due_at,
        "outcome": _outcome(review.outcome, people) if review.outcome else None,
    }


def _outcome(outcome: Outcome, people: People) -> dict[str, Any]:
    return {
        "basis": outcome.basis,
        "basis_text": outcome.basis_in_words,
        "inherited_from": outcome.inherited_from_id,
        "rating": outcome.rating.label if outcome.rating else None,
        "close_reason": outcome.close_reason,
        "close_reason_text": outcome.get_close_reason_display(),
        "finding": outcome.words["finding"],
        "summary": outcome.words["summary"],
        "decided_by": people.name(outcome.decided_by),
        "decided_at": outcome.created_at,
        "redacted_by_take_down": outcome.payload.redacted_by_id,
        "disclosures": [_disclosure(disclosure, people) for disclosure in disclosed_in(outcome)],
    }


def _disclosure(disclosure: Disclosure, people: People) -> dict[str, Any]:
    return {
        "code": disclosure.code,
        "text": disclosure.in_words,
        "rules": disclosure.rules,
        "review": disclosure.review_id,
        "user": people.name(disclosure.user),
        "decided_by": people.name(disclosure.decided_by),
        "reason": disclosure.reason,
    }


def _claim(anchor: ClaimAnchor) -> dict[str, Any]:
    claim = anchor.claim
    current = claim.current
    return {
        "id": claim.pk,
        "label": claim.label,
        "claimant": claim.claimant,
        "figure": claim.figure,
        "kind": claim.kind,
        "origin": claim.origin,
        "proposition": current.get("proposition", ""),
        "statement": current.get("statement", ""),
        "score": claim.score,
        "article": claim.article_id,
        "version": anchor.version.number,
        "part": anchor.part,
        "start": anchor.start,
        "end": anchor.end,
        "quote": anchor.quote,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "reading": current,
        "redacted": claim.redacted_at is not None,
    }


def _version(version: ArticleVersion) -> dict[str, Any]:
    return {
        "article": version.article_id,
        "version": version.number,
        "headline": version.headline,
        "title": version.title,
        "author": version.author,
        "published_at": version.published_at,
        "taken_in_at": version.created_at,
        "text_sha256": version.text_sha256,
        "redacted_by_take_down": version.redacted_by_id,
    }


def _verdict(
    verdict: Verdict, pieces: Sequence[Evidence], open_pieces: Sequence[Evidence], people: People
) -> dict[str, Any]:
    return {
        "id": verdict.pk,
        "round": verdict.round,
        "reviewer": people.name(verdict.reviewer),
        "rating": verdict.rating.label if verdict.rating else None,
        "close_reason": verdict.close_reason,
        "close_reason_text": verdict.get_close_reason_display(),
        "about": verdict.target,
        "claim_revision": verdict.claim_revision,
        "given_at": verdict.created_at,
        "finding": verdict.words["finding"],
        "rationale": verdict.words["rationale"],
        "redacted_by_take_down": verdict.payload.redacted_by_id,
        "evidence": [_evidence(piece, is_open=piece in open_pieces) for piece in pieces],
    }


def _evidence(piece: Evidence, *, is_open: bool) -> dict[str, Any]:
    words = piece.words if is_open else dict.fromkeys(piece.words)
    return {
        "id": piece.pk,
        "kind": piece.kind,
        "kind_text": piece.get_kind_display(),
        "stance": piece.stance,
        "stance_text": piece.get_stance_display(),
        **words,
        "retrieved_at": piece.retrieved_at,
        "is_source_withheld": not is_open,
        "redacted_by_take_down": piece.payload.redacted_by_id,
    }


def _fact_checks(review: Review, at: datetime, people: People, user: User) -> list[dict[str, Any]]:
    """Copy that is not out yet is for those who write and approve it."""
    works_on_copy = user.has_scope("fact-checks:write") or user.has_scope("fact-checks:publish")
    told = []
    for fact_check, state, number in fact_checks_at(review, at):
        if state in _NOT_OUT and not works_on_copy:
            continue
        revision = fact_check.revisions.select_related("payload").filter(number=number).first()
        words = (revision.payload.content if revision else None) or {}
        told.append(
            {
                "id": fact_check.pk,
                "state": state,
                "state_text": FactCheck.State(state).label,
                "revision": number,
                "author": people.name(fact_check.author),
                **{name: words.get(name, "") for name in ("headline", "claim_reviewed", "summary", "body")},
                "public_line": words.get("public_line", ""),
                "redacted_by_take_down": revision.payload.redacted_by_id if revision else None,
            }
        )
    return told


def _event(event: Event, people: People) -> dict[str, Any]:
    said = event.said
    return {
        "what": event.kind,
        "text": in_words(event.kind),
        "when": event.occurred_at,
        "recorded_at": event.recorded_at,
        "who": people.name(event.actor),
        "act": str(event.cause),
        "is_consequence": event.is_consequence,
        "from": event.from_state,
        "to": event.to_state,
        "change": " → ".join(_state_in_words(state) for state in (event.from_state, event.to_state) if state),
        "reason": said.get("reason", ""),
        "changed": said.get("changed", {}),
        "details": {name: value for name, value in said.items() if name not in {"reason", "changed"}},
        "redacted_by_take_down": event.payload.redacted_by_id if event.payload else None,
    }


def _state_in_words(state: str) -> str:
    """Of a review or a fact check; they share no name that means two things."""
    labels = dict(Review.State.choices) | dict(FactCheck.State.choices)
    return str(labels.get(state, state))
