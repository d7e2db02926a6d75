"""A take-down leaves no trace of the words, and every trace of what was done."""

from collections import Counter
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from factcheck import history, idempotency, ingest, pipeline, takedown
from factcheck.digests import json_sha256, sha256_hex
from factcheck.errors import LegalHold, Redacted
from factcheck.models import Article, ArticleVersion, Claim, Event, Payload, PipelineRun, TakeDown
from reviews import queue, verdicts, workflow
from reviews.errors import LeaseNotHeld
from reviews.models import Review, Verdict
from reviews.verdicts import EvidenceInput
from tests.factories import (
    ArticleVersionFactory,
    AssignmentFactory,
    ClaimFactory,
    FactCheckFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    ruling,
)
from tests.findings import analysis, finding
from tests.races import while_uncommitted

CANARY = "Zebulon Quackenbush"
TEXT = f"{CANARY} lost 40 containers, said {CANARY}."


def dump() -> Counter[tuple[str, str]]:
    """(table, row as text) of everything in the database."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        rows: Counter[tuple[str, str]] = Counter()
        for name in names:
            cursor.execute(f"SELECT row::text FROM {connection.ops.quote_name(name)} AS row")
            rows.update((name, row) for (row,) in cursor.fetchall())
    return rows


def tables_with(*needles: str) -> set[str]:
    return {table for table, row in dump() if any(needle in row for needle in needles)}


def words(**more) -> dict[str, str]:
    return {"headline": CANARY, "claim_reviewed": TEXT, "summary": CANARY, "body": TEXT, **more}


@pytest.fixture
def canary(desk, integration, editor, adjudicator, publishing_editor, monkeypatch) -> Article:
    """An article whose words have been everywhere that words can be."""
    monkeypatch.setattr(
        "factcheck.pipeline.extraction.analyse",
        lambda text, **_: analysis(
            text,
            finding(text, TEXT, claimant=CANARY),
            finding(text, CANARY, claimant=CANARY),
            finding(text, "lost 40 containers"),  # the words around it are the canary's
        ),
    )
    article = None
    for ending in ("", " More follows."):
        submission = ingest.Submission(
            text=TEXT + ending,
            title=CANARY,
            author=CANARY,
            url="https://paper.example/zebulon",
            external_id="a-1",
        )

        def act(submission=submission):
            version, _ = ingest.store(submission, owner=integration)
            return 202, {"id": version.article_id, "title": version.title, "text": version.text}

        (_, answer), _ = idempotency.answer_once(
            user=integration,
            route="POST /articles/",
            key=f"k{ending}",
            body={"text": submission.text},
            act=act,
            article_id=lambda: Article.objects.get().pk,
        )
        article = Article.objects.get(pk=answer["id"])
    for run in PipelineRun.objects.order_by("pk"):
        pipeline.run(run.pk)
    Claim.objects.update(overlay={"label": CANARY})
    PipelineRun.objects.update(error=CANARY)
    Article.objects.update(failure=CANARY)
    claim, other = Claim.objects.order_by("pk")[:2]

    review = claim.led_review
    workflow.accept(review.pk, actor=editor)
    workflow.hold(review.pk, actor=editor, reason=CANARY)
    workflow.wake(review.pk, actor=editor, reason=CANARY)
    skipped = queue.lease(review.pk, reviewer=UserFactory(role="reviewer"))
    queue.skip(skipped.pk, reviewer=skipped.reviewer, reason=CANARY)
    piece = EvidenceInput(
        kind="document",
        stance="supports",
        url="https://paper.example/zebulon",
        title=CANARY,
        quote=TEXT,
        archive_url="https://archive.example/zebulon",
        note=CANARY,
    )
    quoting = {"finding": CANARY, "rationale": TEXT, "evidence": [piece]}
    slip = VerdictFactory(review=review, **quoting)
    workflow.retract_verdict(slip.pk, reviewer=slip.reviewer, reason=CANARY)
    Review.objects.filter(pk=review.pk).update(required_verdicts=2, free_slots=2)
    VerdictFactory(review=review, rating="confirmed", **quoting)
    VerdictFactory(review=review, rating="wrong", **quoting)
    workflow.send_back(review.pk, actor=adjudicator, comment=CANARY)
    VerdictFactory(review=review, rating="confirmed", **quoting)
    VerdictFactory(review=review, rating="wrong", **quoting)
    rating = review.scale.ratings.get(key="wrong")
    workflow.rule(review.pk, actor=adjudicator, rating=rating, summary=CANARY, finding={"text": CANARY})

    fact_check = workflow.draft(review.pk, author=editor, words=words())
    workflow.save_draft(fact_check.pk, author=editor, words=words())
    workflow.submit(fact_check.pk, actor=editor)
    workflow.send_back_fact_check(fact_check.pk, actor=publishing_editor, comment=CANARY)
    workflow.submit(fact_check.pk, actor=editor)
    workflow.approve(fact_check.pk, actor=publishing_editor)
    workflow.correct(
        fact_check.pk, actor=publishing_editor, kind="correction", words=words(), public_line=CANARY
    )
    workflow.inherit(other.led_review.pk, fact_check_id=fact_check.pk, actor=editor)
    workflow.reopen(other.led_review.pk, actor=editor, reason=CANARY, to=Review.State.TRIAGE)
    workflow.dismiss(other.led_review.pk, actor=editor, reason="opinion", note=CANARY)
    workflow.withdraw(fact_check.pk, actor=publishing_editor, reason=CANARY)
    workflow.uphold_challenge(review.pk, actor=editor, reason=CANARY)
    queue.lease(review.pk, reviewer=UserFactory(role="reviewer"))
    history.assign_positions()
    history.seal()
    return article


@pytest.fixture
def article(desk) -> Article:
    """An article with the same words, one claim of it and a reviewer at work on that."""
    claim = ClaimFactory(version=ArticleVersionFactory(text=TEXT, title=CANARY))
    AssignmentFactory(review=ReviewFactory(claim=claim, state="open"))
    return claim.article


@pytest.mark.django_db
def test_a_take_down_leaves_no_trace_of_the_words(canary, editor):
    needles = [CANARY, CANARY.split()[1], "zebulon", CANARY.encode().hex()]
    texts = list(ArticleVersion.objects.values_list("text", flat=True))
    digests = [sha256_hex(text) for text in texts]
    digests += [sha256_hex(f"{CANARY}\0{text}") for text in texts]
    digests += [json_sha256({"text": text}) for text in texts]
    assert tables_with(*needles) == {
        "factcheck_article",
        "factcheck_articleversion",
        "factcheck_claim",
        "factcheck_claimanchor",
        "factcheck_payload",
        "factcheck_pipelinerun",
        "reviews_assignment",
        "reviews_review",
    }
    assert tables_with(*digests) >= {"factcheck_articleversion", "factcheck_idempotencyrecord"}

    takedown.take_down(canary.pk, actor=editor, reason="court order")

    assert tables_with(*needles) == set()
    assert tables_with(*digests) == set()


@pytest.mark.django_db
def test_a_take_down_drops_no_row_and_the_history_still_verifies(canary, editor):
    before = Counter(table for table, _ in dump().elements())

    takedown.take_down(canary.pk, actor=editor, reason="court order")

    grown = Counter(table for table, _ in dump().elements()) - before
    assert before - Counter(table for table, _ in dump().elements()) == Counter()
    assert set(grown) == {"factcheck_takedown", "factcheck_event", "factcheck_payload"}
    assert list(history.verify()) == []


@pytest.mark.django_db
def test_blanked_rows_say_by_which_take_down(canary, editor):
    order = takedown.take_down(canary.pk, actor=editor, reason="court order")

    canary.refresh_from_db()
    assert canary.redacted_at is not None
    assert {version.redacted_by for version in canary.versions.all()} == {order}
    assert not Payload.objects.filter(article=canary, redacted_at=None).exists()
    assert not Claim.objects.filter(redacted_at=None).exists()
    event = Event.objects.select_related("payload").get(kind="article.taken_down")
    assert (event.actor, event.payload.content) == (editor, {"take_down": order.pk})


@pytest.mark.django_db
def test_who_ruled_how_stays_without_the_words(canary, editor):
    before = list(Verdict.objects.order_by("pk").values_list("pk", "reviewer", "rating", "round"))

    takedown.take_down(canary.pk, actor=editor, reason="court order")

    assert list(Verdict.objects.order_by("pk").values_list("pk", "reviewer", "rating", "round")) == before
    assert {str(verdict.words) for verdict in Verdict.objects.all()} == {
        "{'finding': None, 'rationale': None}"
    }


@pytest.mark.django_db
def test_another_articles_words_stay(article, editor):
    other = ClaimFactory(version=ArticleVersionFactory(text="The pier lost 3 cranes."))

    takedown.take_down(article.pk, actor=editor, reason="court order")

    other.refresh_from_db()
    assert other.label
    assert other.anchors.get().quote == "The pier lost 3 cranes."


@pytest.mark.django_db
def test_reviews_of_a_taken_down_article_leave_the_queue(desk, editor):
    assignment = AssignmentFactory()
    article = assignment.review.claim.article

    order = takedown.take_down(article.pk, actor=editor, reason="court order")

    review = Review.objects.get(pk=assignment.review_id)
    assert (review.state, review.reason) == ("on_hold", f"The article was taken down (take-down {order.pk}).")
    with pytest.raises(LeaseNotHeld):
        verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=ruling(review))


@pytest.mark.django_db
@pytest.mark.parametrize("held", ["article", "review"])
def test_a_legal_hold_stops_it_and_nothing_is_blanked(article, editor, held):
    if held == "article":
        Article.objects.update(legal_hold=True)
    else:
        Review.objects.filter(state="open").update(legal_hold=True)
    before = dump()

    with pytest.raises(LegalHold):
        takedown.take_down(article.pk, actor=editor, reason="court order")

    assert dump() == before


@pytest.mark.django_db
def test_an_article_is_taken_down_once(article, editor):
    takedown.take_down(article.pk, actor=editor, reason="court order")

    with pytest.raises(Redacted):
        takedown.take_down(article.pk, actor=editor, reason="again")

    assert TakeDown.objects.count() == 1


@pytest.mark.django_db
def test_the_kept_digest_needs_our_key_to_be_made_again(article, editor, settings):
    takedown.take_down(article.pk, actor=editor, reason="court order")
    again = ingest.Submission(text=TEXT, title=CANARY)

    with pytest.raises(Redacted):
        ingest.store(again, owner=editor)
    settings.SECRET_KEY = "another key altogether"

    assert ingest.store(again, owner=editor)[1] is True


# --- While somebody writes ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["a verdict", "a ruling", "a draft", "a reason"])
def test_what_is_being_written_when_the_take_down_comes_is_blanked_with_the_rest(what):
    default_desk()
    editor, adjudicator = UserFactory(role="editor"), UserFactory(role="adjudicator")
    claim = ClaimFactory(version=ArticleVersionFactory(text=TEXT))
    if what == "a verdict":
        assignment = AssignmentFactory(review=ReviewFactory(claim=claim, state="open"))
        write = partial(
            verdicts.submit,
            assignment.pk,
            reviewer=assignment.reviewer,
            ruling=ruling(assignment.review, rationale=CANARY),
        )
    elif what == "a ruling":
        review = ReviewFactory(claim=claim, state="disputed")
        rating = review.scale.ratings.get(key="wrong")
        write = partial(workflow.rule, review.pk, actor=adjudicator, rating=rating, summary=CANARY)
    elif what == "a draft":
        fact_check = FactCheckFactory(review=ReviewFactory(claim=claim, state="decided"))
        write = partial(workflow.save_draft, fact_check.pk, author=editor, words=words())
    else:
        review = ReviewFactory(claim=claim, state="open")
        write = partial(workflow.hold, review.pk, actor=editor, reason=CANARY)

    written, order = while_uncommitted(
        write, partial(takedown.take_down, claim.article_id, actor=editor, reason="court order")
    )

    assert written.pk
    assert order.pk
    assert tables_with(CANARY) == set()
    assert list(history.verify()) == []


@pytest.mark.django_db(transaction=True)
def test_a_verdict_that_comes_while_a_take_down_commits_is_refused():
    default_desk()
    editor = UserFactory(role="editor")
    claim = ClaimFactory(version=ArticleVersionFactory(text=TEXT))
    assignment = AssignmentFactory(review=ReviewFactory(claim=claim, state="open"))

    _, refused = while_uncommitted(
        partial(takedown.take_down, claim.article_id, actor=editor, reason="court order"),
        partial(
            verdicts.submit,
            assignment.pk,
            reviewer=assignment.reviewer,
            ruling=ruling(assignment.review, rationale=CANARY),
        ),
    )

    assert isinstance(refused, LeaseNotHeld)
    assert tables_with(CANARY) == set()


@pytest.mark.django_db
def test_a_take_down_is_dated(article, editor):
    before = timezone.now()

    order = takedown.take_down(article.pk, actor=editor, reason="court order")

    article.refresh_from_db()
    assert before <= article.redacted_at <= timezone.now()
    assert order.reason == "court order"
