"""A take-down leaves no trace of the words, and every trace of what was done."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from factcheck import history, ingest, takedown, verification
from factcheck.errors import LegalHold, Redacted
from factcheck.models import (
    Article,
    Event,
    TakeDown,
)
from reviews import conflicts, verdicts, waking, workflow
from reviews.errors import IllegalTransition, LeaseNotHeld, Stale
from reviews.models import Outcome, Review
from reviews.visible_history import history_visible_to
from tests.factcheck.canaries import dump, post, tables_with
from tests.factories import (
    ArticleVersionFactory,
    AssignmentFactory,
    ClaimFactory,
    FactCheckFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    let_undo_pass,
    ruling,
)
from tests.races import while_uncommitted

CANARY = "Zebulon Quackenbush"
TEXT = f"{CANARY} lost 40 containers, said {CANARY}."


def words(**more) -> dict[str, str]:
    return {"headline": CANARY, "claim_reviewed": TEXT, "summary": CANARY, "body": TEXT, **more}


@pytest.fixture
def article(desk) -> Article:
    """An article with the same words, one claim of it and a reviewer at work on that."""
    claim = ClaimFactory(version=ArticleVersionFactory(text=TEXT, title=CANARY))
    AssignmentFactory(review=ReviewFactory(claim=claim, state="open"))
    return claim.article


@pytest.mark.django_db
def test_an_interest_in_whom_other_articles_name_stays_declared(desk, reviewer, editor):
    one, other = ReviewFactory(), ReviewFactory()  # both of the port authority's
    declared = conflicts.declare(
        reviewer, by=reviewer, claimant="Port Authority", reason="My sister heads it."
    )

    takedown.take_down(one.claim.article_id, actor=editor, reason="court order")

    declared.refresh_from_db()
    assert (declared.claimant, declared.ended_at) == ("Port Authority", None)
    takedown.take_down(other.claim.article_id, actor=editor, reason="court order")
    declared.refresh_from_db()
    assert "port" not in declared.claimant.lower()
    assert declared.ended_at is not None
    ended = Event.objects.get(kind="conflict.ended")
    assert (ended.stream, ended.actor, ended.is_consequence) == (history.stream_of(reviewer), None, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "is_merged", [False, True], ids=["of its own claim", "of a review that absorbed one"]
)
def test_a_published_fact_check_that_lost_its_words_is_withdrawn_and_says_why(desk, editor, is_merged):
    review = ReviewFactory(state="open")
    article = review.claim.article
    if is_merged:
        merged = ReviewFactory(state="open")
        workflow.merge(merged.pk, into=review.pk, actor=editor)
        article = merged.claim.article
    VerdictFactory(review=review)
    let_undo_pass(review)
    review.refresh_from_db()
    fact_check = FactCheckFactory(review=review, state="published")

    order = takedown.take_down(article.pk, actor=editor, reason="court order")

    fact_check.refresh_from_db()
    assert fact_check.state == "withdrawn"
    event = Event.objects.filter(stream=history.stream_of(fact_check)).latest("seq")
    assert (event.actor, event.is_consequence) == (None, True)
    assert event.payload.content == {"reason": f"The article was taken down (take-down {order.pk})."}


@pytest.mark.django_db
def test_copy_that_waits_for_approval_goes_back_and_is_not_handed_in_blank(desk, editor):
    fact_check = FactCheckFactory(state="in_approval")

    takedown.take_down(fact_check.review.claim.article_id, actor=editor, reason="court order")

    fact_check.refresh_from_db()
    assert fact_check.state == "draft"
    with pytest.raises(IllegalTransition):
        workflow.submit(fact_check.pk, actor=editor)
    workflow.save_draft(fact_check.pk, author=editor, words={"headline": "Anew"})
    assert workflow.submit(fact_check.pk, actor=editor).state == "in_approval"


@pytest.mark.django_db
@pytest.mark.parametrize("whose", ["source", "copy"])
def test_an_inherited_finding_goes_with_its_source_and_not_the_other_way_round(desk, editor, whose):
    source = FactCheckFactory(state="published")
    inheriting = ReviewFactory()
    workflow.inherit(inheriting.pk, fact_check_id=source.pk, actor=editor)
    articles = {"source": source.review.claim.article_id, "copy": inheriting.claim.article_id}

    takedown.take_down(articles[whose], actor=editor, reason="court order")

    inheriting = Review.objects.get(pk=inheriting.pk)
    kept = Outcome.objects.get(pk=source.outcome_id)
    assert inheriting.outcome.words["finding"] is None
    assert (kept.words["finding"] is None) == (whose == "source")
    assert inheriting.outcome.rating == kept.rating
    assert inheriting.state == "decided"


@pytest.mark.django_db
def test_a_verdict_being_written_on_another_articles_review_is_refused_once(desk, editor):
    review = ReviewFactory(state="open")
    merged = ReviewFactory(state="open")
    workflow.merge(merged.pk, into=review.pk, actor=editor)
    assignment = AssignmentFactory(review=review)
    written = ruling(review)

    takedown.take_down(merged.claim.article_id, actor=editor, reason="court order")

    with pytest.raises(Stale):
        verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=written)
    review.refresh_from_db()
    assert review.state == "open"
    assert verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=ruling(review)).pk


@pytest.mark.django_db
def test_an_article_taken_down_is_not_taken_in_again_under_its_external_id(desk, integration, editor):
    version, _ = ingest.store(ingest.Submission(text=TEXT, external_id="a-1"), owner=integration)
    takedown.take_down(version.article_id, actor=editor, reason="court order")

    with pytest.raises(Redacted):
        ingest.store(ingest.Submission(text="Other words.", external_id="a-1"), owner=integration)


@pytest.mark.django_db
def test_a_kept_answer_is_gone_and_its_key_is_not_free(desk, integration, editor):
    article_id = post(integration, "articles/", {"text": TEXT}, key=CANARY)["id"]
    takedown.take_down(article_id, actor=editor, reason="court order")
    client = APIClient()
    client.force_authenticate(integration)

    answer = client.post(
        "/api/v1/articles/", {"text": "Other words."}, format="json", headers={"Idempotency-Key": CANARY}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "redacted")


@pytest.mark.django_db
def test_why_a_merge_was_taken_back_may_quote_either_article(desk, editor):
    review, other = ReviewFactory(state="open"), ReviewFactory(state="open")
    workflow.merge(review.pk, into=other.pk, actor=editor)
    workflow.unmerge(review.pk, actor=editor, reason=CANARY)

    takedown.take_down(other.claim.article_id, actor=editor, reason="court order")

    assert tables_with(CANARY) == set()


@pytest.mark.django_db
def test_a_legal_hold_of_another_articles_review_that_absorbed_a_claim_stops_it(article, editor):
    review = ReviewFactory(state="open")
    workflow.merge(article.claims.get().led_review.pk, into=review.pk, actor=editor)
    Review.objects.filter(pk=review.pk).update(legal_hold=True)

    with pytest.raises(LegalHold):
        takedown.take_down(article.pk, actor=editor, reason="court order")


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
@pytest.mark.parametrize("ratings", [("confirmed",), ("confirmed", "wrong"), ("confirmed", "confirmed")])
def test_one_that_settles_is_held_as_the_open_one_that_it_is_told_to_be(desk, editor, reviewer, ratings):
    review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
    *_, last = [VerdictFactory(review=review, rating=rating) for rating in ratings]

    order = takedown.take_down(review.claim.article_id, actor=editor, reason="court order")

    after = Review.objects.get(pk=review.pk)
    assert (after.state, after.reason) == ("on_hold", f"The article was taken down ({order}).")
    assert (after.outcome, after.reveal_at, after.round, after.blind_from_round) == (None, None, 2, 1)
    assert list(verdicts.visible_to(reviewer, at=timezone.now())) == []
    told = history_visible_to(reviewer, after, at=timezone.now())
    assert [event.kind for event in told] == ["review.held", "review.accepted", "review.created"]
    workflow.retract_verdict(last.pk, reviewer=last.reviewer)  # within its half minute still
    assert list(verification.verify()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("given", [0, 1, 2])
def test_one_that_an_editor_wakes_nevertheless_is_ruled_on_anew(desk, editor, given):
    review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
    given = [VerdictFactory(review=review) for _ in range(given)]
    takedown.take_down(review.claim.article_id, actor=editor, reason="court order")

    woken = workflow.wake(review.pk, actor=editor)

    assert (woken.state, woken.free_slots) == ("open", 2)
    for _ in range(2):
        VerdictFactory(review=woken, reviewer=given.pop().reviewer if given else UserFactory(role="reviewer"))
    assert Review.objects.get(pk=review.pk).state == "decided"


@pytest.mark.django_db
def test_one_that_is_held_until_a_day_does_not_come_back_on_it_by_itself(desk, editor):
    review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
    VerdictFactory(review=review)
    tomorrow = timezone.now() + timedelta(days=1)
    workflow.hold(review.pk, actor=editor, reason="waits for the ministry", wake_at=tomorrow)

    takedown.take_down(review.claim.article_id, actor=editor, reason="court order")

    assert waking.wake_due(at=tomorrow) == 0
    event = Event.objects.filter(stream=history.stream_of(review)).latest("seq")
    assert (event.kind, event.actor, event.is_consequence) == ("review.words_gone", None, True)
    assert event.payload.content == {"round": 2, "changed": {"wake_at": [tomorrow.isoformat(), None]}}
    assert workflow.wake(review.pk, actor=editor).free_slots == 2


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
@pytest.mark.parametrize(
    "what", ["a verdict", "a reason after a merge", "a ruling", "a draft", "a reason", "an inheritance"]
)
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
    elif what == "a reason after a merge":
        review, absorbing = ReviewFactory(claim=claim, state="open"), ReviewFactory(state="open")

        def write():
            workflow.merge(review.pk, into=absorbing.pk, actor=editor)
            return workflow.hold(absorbing.pk, actor=editor, reason=CANARY)

    elif what == "an inheritance":
        review = ReviewFactory(claim=claim, state="open")
        VerdictFactory(review=review, finding=CANARY)
        let_undo_pass(review)
        review.refresh_from_db()
        source = FactCheckFactory(review=review, state="published")
        write = partial(
            workflow.inherit, ReviewFactory().pk, fact_check_id=source.pk, actor=UserFactory(role="editor")
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
    assert list(verification.verify()) == []


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
