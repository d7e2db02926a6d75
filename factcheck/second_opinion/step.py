"""The step that asks: one article version, in pieces, within the budget.

It comes after the engine, in a run and a queue of its own, and changes neither the article's status nor anything
that a person wrote. Whatever goes wrong, the article stays ready.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from factcheck import advisory, extraction, history, runs
from factcheck.claims import store_proposals
from factcheck.extraction.types import Claim as Finding
from factcheck.extraction.types import Span
from factcheck.models import ArticleVersion, Claim, ClaimAnchor, LanguageModelCall, PipelineRun

from . import client
from .answer import Answer, NotAnAnswer, read_answer
from .passages import pieces
from .prompt import PROMPT_VERSION, KnownClaim, question
from .verify import Page, Refused, check_rewrite, read_page, verified

log = structlog.get_logger(__name__)

Status, Outcome = PipelineRun.Status, LanguageModelCall.Outcome
_BUDGET = ("budget of the language model",)
#: Claims of the engine's that one question shows.
_MOST_KNOWN = 60


class _Spent(Exception):
    """A budget is used up; the message says which."""


def opinion_of() -> str:
    """Who gives the opinion: what claims and runs keep as their ``engine_version``."""
    return f"{settings.LLM_MODEL} prompt-{PROMPT_VERSION}"


def run(run_id: int) -> None:
    """Ask about the version of ``run_id``. Safe to call twice, and twice at once.

    A piece that was answered is never asked about again. An endpoint that is away is asked again by the sweep, as
    often as a run may be attempted.
    """
    owner = runs.new_owner()
    taken = _take(run_id, owner=owner, at=timezone.now())
    if taken is None:
        return
    try:
        _consult(taken, owner=owner)
    except (_Spent, client.Unusable, NotAnAnswer) as error:
        _end(run_id, owner=owner, error=str(error))
    except client.Unavailable as error:
        _give_back(run_id, owner=owner, error=str(error))
    except SoftTimeLimitExceeded:
        _give_back(run_id, owner=owner, error="The language model and the engine took too long.")
    except runs.TakenOver:
        return
    except Exception as error:
        _end(run_id, owner=owner, error=f"It failed: {type(error).__name__}.")
        raise
    else:
        _end(run_id, owner=owner, error="")


@transaction.atomic
def _take(run_id: int, *, owner: str, at: datetime) -> PipelineRun | None:
    run = runs.lock(run_id)
    if run is None or not runs.is_free(run, at=at) or not settings.LLM_URL:
        return None
    if runs.is_superseded(run):
        runs.end(run, Status.DONE, error="A newer version came in; this one was not asked about.", at=at)
        return None
    if run.attempts >= settings.PIPELINE_MAX_ATTEMPTS:
        _fail(run, error=run.error or "The worker died.", at=at)
        return None
    runs.start(run, owner=owner, at=at)
    return run


def _consult(run: PipelineRun, *, owner: str) -> None:
    version = run.version_read
    beat = runs.heartbeat(run.pk, owner=owner)
    published = version.published_at.date() if version.published_at else None
    analysis = extraction.analyse(
        version.text, title=version.title or None, published_at=version.published_at, progress=beat
    )
    todo = list(enumerate(pieces(version.text, longest=settings.LLM_CALL_CHARS)))
    answered = set(
        LanguageModelCall.objects.filter(
            run__version=version,
            model=settings.LLM_MODEL,
            prompt_version=PROMPT_VERSION,
            outcome=Outcome.ANSWERED,
        ).values_list("piece", flat=True)
    )
    for number, span in todo:
        if number not in answered:
            page = read_page(analysis, span, published=published)
            _ask_about(run, number, page, owner=owner, beat=partial(beat, number, len(todo)))


def _ask_about(run: PipelineRun, number: int, page: Page, *, owner: str, beat: Callable[[], None]) -> None:
    """Ask about one piece and keep what the text bears out."""
    known = _known_claims(run.version_read, page)
    messages = question(
        page.analysis.text[page.span.start : page.span.end],
        [KnownClaim(finding.quote, finding.statement) for _, finding in known],
    )
    call = _reserve(run, piece=number, characters=sum(len(message["content"]) for message in messages))
    try:
        reply = client.ask(_endpoint(), messages, while_waiting=beat)
        answer = read_answer(reply.content)
    except (client.LanguageModelError, NotAnAnswer) as error:
        call.outcome, call.error, call.answered_at = Outcome.FAILED, str(error)[:200], timezone.now()
        call.save(update_fields=["outcome", "error", "answered_at"])
        raise
    call.prompt_tokens, call.answer_tokens = reply.prompt_tokens, reply.answer_tokens
    refused: Counter[str] = Counter()
    findings = _proposals(answer, page, run.version_read, refused, beat)
    suggestions = _suggestions(answer, page, known, refused, beat)
    _keep(run, call, findings, suggestions, refused, owner=owner)


def _endpoint() -> client.Endpoint:
    return client.Endpoint(settings.LLM_URL, settings.LLM_MODEL, settings.LLM_SECONDS, settings.LLM_KEY)


def _known_claims(version: ArticleVersion, page: Page) -> list[tuple[int, Finding]]:
    """The engine's claims in this piece: the id under which each is stored, and the finding."""
    findings = {
        (finding.start, finding.end, tuple((span.start, span.end) for span in finding.focus)): finding
        for finding in page.analysis.claims
        if finding.part == "text" and page.span.covers(Span(finding.start, finding.end))
    }
    anchors = _anchors(version).filter(claim__origin=Claim.Origin.ENGINE).order_by("start", "pk")
    stored = [
        (anchor.claim_id, findings.get((anchor.start, anchor.end, tuple((s, e) for s, e in anchor.focus))))
        for anchor in anchors
    ]
    return [(claim_id, finding) for claim_id, finding in stored if finding is not None][:_MOST_KNOWN]


def _anchors(version: ArticleVersion) -> QuerySet[ClaimAnchor]:
    return version.anchors.standing().filter(part=ClaimAnchor.Part.TEXT)


@transaction.atomic
def _reserve(run: PipelineRun, *, piece: int, characters: int) -> LanguageModelCall:
    """A call that may be made; it counts from now on, whatever becomes of it.

    Raises:
        _Spent: the article's calls, or the day's, are used up.
    """
    advisory.lock(_BUDGET)  # one at a time, or two workers would both take the last one
    now = timezone.now()
    calls = LanguageModelCall.objects.all()
    if calls.filter(run__version=run.version).count() >= settings.LLM_CALLS_PER_ARTICLE:
        raise _Spent(f"The {settings.LLM_CALLS_PER_ARTICLE} calls that an article may cost are used up.")
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if calls.filter(asked_at__gte=midnight).count() >= settings.LLM_CALLS_PER_DAY:
        raise _Spent(f"The day's {settings.LLM_CALLS_PER_DAY} calls are used up.")
    return calls.create(
        run=run,
        piece=piece,
        model=settings.LLM_MODEL,
        prompt_version=PROMPT_VERSION,
        characters=characters,
        asked_at=now,
    )


def _proposals(
    answer: Answer, page: Page, version: ArticleVersion, refused: Counter[str], beat: Callable[[], None]
) -> list[Finding]:
    taken = [Span(start, end) for anchor in _anchors(version) for start, end in anchor.focus]
    kept = []
    for proposal in answer.proposals:
        beat()
        try:
            finding = verified(proposal, page, taken)
        except Refused as reason:
            refused[str(reason)] += 1
        else:
            kept.append(finding)
            taken.extend(finding.focus)
    return kept


def _suggestions(
    answer: Answer,
    page: Page,
    known: list[tuple[int, Finding]],
    refused: Counter[str],
    beat: Callable[[], None],
) -> dict[int, dict[str, str]]:
    """Wordings for stored claims, by the claim's id."""
    kept = {}
    for rewrite in answer.rewrites:
        beat()
        if rewrite.number > len(known):
            refused["no_such_claim"] += 1
            continue
        claim_id, finding = known[rewrite.number - 1]
        wording = rewrite.wording
        if (wording.label, wording.proposition, wording.statement) == (
            finding.label,
            finding.proposition,
            finding.statement,
        ):
            refused["nothing_new"] += 1
            continue
        try:
            check_rewrite(wording, finding, page)
        except Refused as reason:
            refused[str(reason)] += 1
        else:
            kept[claim_id] = {
                "label": wording.label,
                "proposition": wording.proposition,
                "statement": wording.statement,
                "by": opinion_of(),
            }
    return kept


@transaction.atomic
def _keep(
    run: PipelineRun,
    call: LanguageModelCall,
    findings: list[Finding],
    suggestions: dict[int, dict[str, str]],
    refused: Counter[str],
    *,
    owner: str,
) -> None:
    """Store what one answer brought, if the run is still ours and the article still there."""
    own = runs.lock_own(run.pk, owner=owner)
    if own is None:
        raise runs.TakenOver
    version = own.version_read
    with history.act():
        stored = store_proposals(version, findings, by=opinion_of())
        claims = Claim.objects.select_for_update(no_key=True).filter(pk__in=suggestions, redacted_at=None)
        for claim in claims.order_by("pk"):
            claim.suggestion = suggestions[claim.pk]
            claim.save(update_fields=["suggestion"])
        call.outcome, call.answered_at = Outcome.ANSWERED, timezone.now()
        call.kept, call.refused = len(stored) + len(suggestions), dict(refused)
        call.save()
        history.record(
            version.article,
            "article.second_opinion",
            actor=None,
            is_consequence=True,
            details={
                "version": version.number,
                "claims": len(stored),
                "suggestions": len(suggestions),
                "model": opinion_of(),
            },
        )
    log.info("second_opinion", run=run.pk, kept=call.kept, refused=call.refused)


@transaction.atomic
def _end(run_id: int, *, owner: str, error: str) -> None:
    run = runs.lock_own(run_id, owner=owner)
    if run is None:
        return
    if error:
        _fail(run, error=error, at=timezone.now())
        return
    run.progress, run.engine_version = 1.0, opinion_of()
    runs.end(run, Status.DONE, error="", at=timezone.now())


@transaction.atomic
def _give_back(run_id: int, *, owner: str, error: str) -> None:
    """The sweep wakes somebody for it when as long has passed as after a worker's death: no hurry, no hammering."""
    run = runs.lock_own(run_id, owner=owner)
    if run is None:
        return
    if run.attempts >= settings.PIPELINE_MAX_ATTEMPTS:
        _fail(run, error=error, at=timezone.now())
        return
    run.status, run.owner, run.error, run.heartbeat_at = Status.QUEUED, "", error, timezone.now()
    run.save(update_fields=["status", "owner", "error", "heartbeat_at"])


def _fail(run: PipelineRun, *, error: str, at: datetime) -> None:
    """Give it up, and say so where the article is read. The article itself is what it was."""
    runs.end(run, Status.FAILED, error=error, at=at)
    version = run.version_read
    if "second_opinion_incomplete" not in version.notices:
        version.notices = [*version.notices, "second_opinion_incomplete"]
        version.save(update_fields=["notices"])
