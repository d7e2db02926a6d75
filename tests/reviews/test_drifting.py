"""The outlet changes its words while the desk works: nothing is lost, nothing moves in silence, blind stays blind."""

from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factcheck import takedown
from factcheck.errors import InvalidInput
from factcheck.models import Article, Claim, ClaimDrift, Event
from reviews import queue, verdicts, workflow
from reviews.errors import IllegalTransition, Stale, UndoOver
from reviews.models import Assignment, EditorTask, FactCheck, Review, ReviewDrift, Sighting, Verdict
from reviews.visible_history import history_visible_to
from reviews.workflow import drifting, moving
from tests.factories import (
    ArticleVersionFactory,
    AssignmentFactory,
    ClaimFactory,
    FactCheckFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    let_undo_pass,
    revise,
    ruling,
)
from tests.races import PATIENCE, begun, while_uncommitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _desk(desk):
    """All reviews here are on the default desk."""


def drift(review: Review) -> Review:
    """The outlet calls the harbour a port."""
    revise(review.claim.article, "harbour", "port")
    return Review.objects.select_related("claim__article", "scale", "desk__policy").get(pk=review.pk)


def lose(review: Review) -> Review:
    """The outlet takes the sentence out."""
    text = review.claim.article.versions.latest("number").text
    revise(review.claim.article, text, "The page was emptied.")
    return Review.objects.get(pk=review.pk)


def events_of(subject) -> list[str]:
    stream = f"{subject._meta.model_name}:{subject.pk}"
    return list(Event.objects.filter(stream=stream).order_by("seq").values_list("kind", flat=True))


# --- Where it leads ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "to", "rounds", "stale"),
    [
        ("triage", "triage", 0, False),
        ("open", "open", 1, False),
        ("on_hold", "on_hold", 1, False),
        ("disputed", "open", 1, False),
        ("decided", "triage", 1, True),
        ("dismissed", "triage", 1, True),
    ],
)
def test_a_drifted_claim_takes_its_review_where_the_design_says(state, to, rounds, stale):
    review = ReviewFactory(state=state)

    after = drift(review)

    assert (after.state, after.stale) == (to, stale)
    assert (after.round - review.round, after.claim_revision - review.claim_revision) == (rounds, 1)
    noted = ReviewDrift.objects.get(review=review)
    assert (noted.round, noted.claim_revision) == (after.round, after.claim_revision)
    if state == to:
        assert (after.reason, after.state_since) == (review.reason, review.state_since)


@pytest.mark.parametrize("ratings", [("confirmed", "confirmed"), ("confirmed", "wrong")])
def test_one_that_settles_goes_on_as_the_open_one_that_it_is_told_to_be(reviewer, ratings):
    review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
    since = review.state_since
    *_, last = [VerdictFactory(review=review, rating=rating) for rating in ratings]

    after = drift(review)

    assert (after.state, after.stale, after.round, after.free_slots) == ("open", False, 2, 2)
    assert (after.state_since, after.reason, after.reveal_at) == (since, review.reason, None)
    assert list(verdicts.visible_to(reviewer, at=timezone.now())) == []
    told = history_visible_to(reviewer, after, at=timezone.now())
    assert [event.kind for event in told] == ["review.drifted", "review.accepted", "review.created"]
    workflow.retract_verdict(last.pk, reviewer=last.reviewer)  # within its half minute still


def test_to_check_again_what_settles_tells_nothing_of_it(reviewer, editor):
    review = FactCheckFactory(state="published").review
    drift(review)
    workflow.reopen(review.pk, actor=editor, reason="new data")
    VerdictFactory(review=review)

    workflow.answer_task(EditorTask.objects.get().pk, actor=editor, answer="recheck")

    after = Review.objects.get(pk=review.pk)
    assert (after.state, after.blind_from_round) == ("decided", after.round)
    assert after.is_settling(at=timezone.now())


def test_a_ruling_on_the_old_words_stands():
    review = ReviewFactory(state="decided")
    outcome = review.outcomes.get()

    after = drift(review)

    assert after.outcome is None
    assert review.outcomes.get() == outcome
    assert Verdict.objects.get(review=review).round == outcome.round == review.round


def test_a_review_of_a_claim_that_stands_hears_nothing():
    review = ReviewFactory(state="decided")
    before = Review.objects.values().get(pk=review.pk)

    revise(review.claim.article, "The harbour", "Live.\n\nThe harbour")

    assert Review.objects.values().get(pk=review.pk) == before


@pytest.mark.parametrize("state", ["triage", "open", "on_hold", "disputed", "decided", "dismissed"])
def test_a_claim_that_is_gone_is_said_to_be_and_its_review_goes_on(state):
    review = ReviewFactory(state=state)
    before = Review.objects.values().get(pk=review.pk)

    lose(review)

    assert Review.objects.values().get(pk=review.pk) == before
    assert events_of(review)[-1] == "review.words_gone"


def test_a_sighting_that_says_something_else_now_waits_for_an_editor(editor):
    leader, other = ReviewFactory(state="open"), ReviewFactory(state="open")
    workflow.merge(other.pk, into=leader.pk, actor=editor)

    drift(other)

    assert Sighting.objects.get(claim=other.claim).status == Sighting.Status.SUGGESTED
    assert (Review.objects.get(pk=other.pk).state, Review.objects.get(pk=leader.pk).claim_revision) == (
        "merged",
        1,
    )
    assert events_of(leader)[-1] == "review.sighting_drifted"


# --- Who holds it ------------------------------------------------------------------------------------


def test_a_lease_outlives_the_change_and_its_holder_is_told():
    assignment = AssignmentFactory()

    review = drift(assignment.review)

    held = queue.heartbeat(assignment.pk, reviewer=assignment.reviewer)
    assert (held.status, review.free_slots) == (Assignment.Status.ACTIVE, 0)
    assert queue.lease_next(assignment.reviewer).pk == assignment.pk


def test_a_verdict_on_a_revision_that_changed_is_refused_with_both_words():
    assignment = AssignmentFactory()
    quote = assignment.review.claim.anchors.get().quote
    drift(assignment.review)

    with pytest.raises(Stale) as refused:
        verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=ruling(assignment.review))

    told = refused.value.extensions
    assert (told["claim_revision"], told["words_changed"]["old_claim_revision"]) == (2, 1)
    assert (told["words_changed"]["old"]["quote"], told["words_changed"]["new"]["quote"]) == (
        quote,
        quote.replace("harbour", "port"),
    )
    assert not Verdict.objects.exists()
    assert Assignment.objects.get().status == Assignment.Status.ACTIVE


def test_whoever_moves_to_the_new_words_rules_in_the_new_round():
    assignment = AssignmentFactory()
    review = drift(assignment.review)

    verdict = verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=ruling(review))

    review.refresh_from_db()
    assert (verdict.round, verdict.claim_revision, review.state) == (2, 2, "decided")
    assert verdict.assignment.round == 2


def test_whoever_rules_on_the_old_words_decides_nothing_about_the_new():
    assignment = AssignmentFactory()
    review = drift(assignment.review)
    given = ruling(review, claim_revision=1, on_old_words=True)

    verdict = verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=given)

    review.refresh_from_db()
    assert (verdict.round, verdict.claim_revision) == (1, 1)
    assert (review.state, review.round, review.free_slots) == ("open", 2, 1)
    assert queue.lease(review.pk, reviewer=assignment.reviewer).round == 2  # the new words are theirs as well


def test_a_slip_on_the_old_words_is_taken_back_like_any_other():
    assignment = AssignmentFactory()
    review = drift(assignment.review)
    given = ruling(review, claim_revision=1, on_old_words=True)
    verdict = verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=given)

    workflow.retract_verdict(verdict.pk, reviewer=assignment.reviewer)

    review.refresh_from_db()
    assert not Verdict.objects.standing().exists()
    assert (review.state, review.round, review.free_slots) == ("open", 2, 1)


def test_a_verdict_whose_review_was_looked_at_again_stays():
    verdict = VerdictFactory()
    let_undo_pass(verdict.review)
    drift(verdict.review)

    with pytest.raises(UndoOver):
        workflow.retract_verdict(verdict.pk, reviewer=verdict.reviewer)


def test_after_two_changes_each_revision_belongs_to_its_round():
    assignment = AssignmentFactory()
    drift(assignment.review)
    revise(assignment.review.claim.article, "port lost", "pier lost")
    review = Review.objects.get()

    given = ruling(review, claim_revision=2, on_old_words=True)
    verdict = verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=given)

    assert (verdict.round, review.round, review.claim_revision) == (2, 3, 3)


@pytest.mark.parametrize(
    ("revision", "on_old", "error"),
    [(2, True, InvalidInput), (3, True, Stale), (3, False, Stale), (1, False, Stale)],
)
def test_a_revision_that_does_not_fit_is_refused(revision, on_old, error):
    assignment = AssignmentFactory()
    review = drift(assignment.review)
    given = ruling(review, claim_revision=revision, on_old_words=on_old)

    with pytest.raises(error):
        verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=given)

    assert not Verdict.objects.exists()


def test_old_words_are_no_excuse_where_nothing_changed():
    assignment = AssignmentFactory()
    Review.objects.update(claim_revision=2)
    given = ruling(assignment.review, claim_revision=1, on_old_words=True)

    with pytest.raises(Stale):
        verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=given)


def test_whoever_skips_the_new_words_does_not_get_them_again():
    assignment = AssignmentFactory()
    review = drift(assignment.review)

    queue.skip(assignment.pk, reviewer=assignment.reviewer, reason="my cousin's port")

    assert not Review.objects.filter(pk=review.pk).for_reviewer(assignment.reviewer).exists()


# --- Blind -------------------------------------------------------------------------------------------


def test_what_was_ruled_on_the_old_words_is_not_shown_before_the_new_ones_are_ruled_on(reviewer):
    review = ReviewFactory(state="open", required_verdicts=2)
    verdict = VerdictFactory(review=review)

    after = drift(review)

    from django.utils import timezone

    assert not verdicts.visible_to(reviewer, at=timezone.now()).exists()
    assert verdicts.visible_to(verdict.reviewer, at=timezone.now()).get() == verdict
    for _ in range(2):
        VerdictFactory(review=after)
    Review.objects.update(reveal_at=timezone.now())
    assert verdicts.visible_to(reviewer, at=timezone.now()).count() == 3


def test_the_history_hides_them_as_well(reviewer):
    from django.utils import timezone

    from reviews.visible_history import history_visible_to

    review = ReviewFactory(state="open", required_verdicts=2)
    VerdictFactory(review=review)

    after = drift(review)

    kinds = history_visible_to(reviewer, after, at=timezone.now()).values_list("kind", flat=True)
    assert "review.drifted" in kinds
    assert "verdict.given" not in kinds


# --- Published ---------------------------------------------------------------------------------------


@pytest.fixture
def published() -> FactCheck:
    return FactCheckFactory(state=FactCheck.State.PUBLISHED)


@pytest.mark.parametrize("change", [drift, lose])
def test_a_published_fact_check_stands_and_an_editor_is_asked(published, change):
    review = change(published.review)

    task = EditorTask.objects.get()
    assert (task.fact_check, task.answer, task.drift) == (published, "", ClaimDrift.objects.get())
    assert (review.state, review.outcome_id) == ("decided", published.outcome_id)
    assert review.stale is (change is drift)
    published.refresh_from_db()
    assert published.state == "published"
    assert events_of(published)[-1] == "fact_check.claim_changed"


def test_an_editor_is_asked_once_about_the_newest_change(published):
    drift(published.review)
    revise(published.review.claim.article, "port lost", "pier lost")

    assert EditorTask.objects.get().drift == ClaimDrift.objects.latest("pk")


@pytest.mark.parametrize(
    ("answer", "state", "stale"),
    [("corrected", "decided", False), ("nothing", "decided", False), ("recheck", "triage", True)],
)
def test_an_editor_says_what_follows(published, editor, answer, state, stale):
    drift(published.review)
    task = EditorTask.objects.get()

    workflow.answer_task(task.pk, actor=editor, answer=answer, note="They printed a correction.")

    review, task = Review.objects.get(), EditorTask.objects.get()
    assert (review.state, review.stale) == (state, stale)
    assert (task.answer, task.answered_by) == (answer, editor)
    assert FactCheck.objects.get().state == "published"
    event = Event.objects.get(kind="fact_check.task_answered")
    assert (event.actor, event.payload.content["note"]) == (editor, "They printed a correction.")
    assert event.payload.article_ids == [review.claim.article_id]


def test_a_task_is_answered_once(published, editor):
    drift(published.review)
    task = EditorTask.objects.get()
    workflow.answer_task(task.pk, actor=editor, answer="nothing")

    with pytest.raises(IllegalTransition):
        workflow.answer_task(task.pk, actor=editor, answer="recheck")

    drift_again = revise(published.review.claim.article, "port lost", "pier lost")
    assert EditorTask.objects.get(answer="").drift.anchor.version == drift_again


@pytest.mark.parametrize("fields", [{"answer": "nothing"}, {"answered_by": True}])
def test_a_task_is_answered_by_somebody_or_open(published, editor, fields):
    drift(published.review)
    fields = {name: editor if value is True else value for name, value in fields.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        EditorTask.objects.update(**fields)


def test_what_waits_for_approval_goes_back_to_its_author():
    waiting = FactCheckFactory(state=FactCheck.State.IN_APPROVAL)

    review = drift(waiting.review)

    waiting.refresh_from_db()
    assert (waiting.state, review.state) == ("draft", "triage")


def test_a_take_down_after_a_drift_leaves_no_words(published, editor):
    drift(published.review)
    workflow.answer_task(EditorTask.objects.get().pk, actor=editor, answer="nothing", note="harbour")

    takedown.take_down(published.review.claim.article_id, actor=editor, reason="asked for")

    assert ClaimDrift.objects.get().words["before"]["quote"] == ""
    assert Event.objects.get(kind="fact_check.task_answered").payload.body is None


# --- At once -----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_verdict_sent_while_the_new_version_is_stored_is_refused_not_lost():
    assignment = AssignmentFactory()
    given = ruling(assignment.review)

    _, refused = while_uncommitted(
        lambda: revise(assignment.review.claim.article, "harbour", "port"),
        lambda: verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=given),
    )

    assert isinstance(refused, Stale)
    assert (Assignment.objects.get().status, Review.objects.get().round) == ("active", 2)


@pytest.mark.django_db(transaction=True)
def test_a_version_stored_while_a_verdict_is_sent_finds_it_given():
    assignment = AssignmentFactory()
    given = ruling(assignment.review)

    def give():
        return verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=given)

    verdict, version = while_uncommitted(
        give, lambda: revise(assignment.review.claim.article, "harbour", "port")
    )

    review = Review.objects.get()
    assert (verdict.round, version.number) == (1, 2)
    assert (review.state, review.stale, review.round) == ("open", False, 2)
    assert Claim.objects.count() == 1


TWO_PARAGRAPHS = "A dog barked at 12 ships.\n\nThe harbour lost 40 containers, the port authority said."


@pytest.fixture
def lost_and_drifted() -> tuple[Review, Review]:
    """Reviews of two claims of an article, the first of which its next version loses, the second has drift."""
    version = ArticleVersionFactory(text=TWO_PARAGRAPHS)
    quotes = TWO_PARAGRAPHS.split("\n\n")
    lost, drifted = (
        ReviewFactory(state="open", claim=ClaimFactory(version=version, quote=quote)) for quote in quotes
    )
    return lost, drifted


def lose_one_and_change_the_other(article: Article) -> None:
    revise(article, TWO_PARAGRAPHS[: TWO_PARAGRAPHS.index(" lost")], "The port")


@pytest.mark.django_db(transaction=True)
def test_a_merge_of_what_a_version_loses_and_changes_waits_and_neither_is_a_deadlock(
    lost_and_drifted, monkeypatch
):
    lost, drifted = lost_and_drifted
    note, merges = drifting._note, []

    def merge_meanwhile(*args, **more):
        merges.append(
            begun(partial(workflow.merge, lost.pk, into=drifted.pk, actor=UserFactory(role="editor")))
        )
        return note(*args, **more)

    monkeypatch.setattr(drifting, "_note", merge_meanwhile)

    lose_one_and_change_the_other(lost.claim.article)

    (merge,) = merges
    assert merge.result(PATIENCE).state == "merged"
    assert [kind for kind in events_of(lost) if kind in {"review.words_gone", "review.merged"}] == [
        "review.words_gone",
        "review.merged",
    ]
    assert events_of(drifted)[-2:] == ["review.drifted", "review.took_over"]


@pytest.mark.django_db(transaction=True)
def test_a_version_that_waits_for_a_merge_follows_the_claim_to_where_it_went(lost_and_drifted):
    lost, drifted = lost_and_drifted
    holder = ReviewFactory(state="open")

    while_uncommitted(
        partial(workflow.merge, drifted.pk, into=holder.pk, actor=UserFactory(role="editor")),
        partial(lose_one_and_change_the_other, lost.claim.article),
    )

    assert events_of(lost)[-1] == "review.words_gone"
    assert events_of(holder)[-1] == "review.sighting_drifted"
    assert "review.drifted" not in events_of(drifted)


def test_what_is_found_late_is_locked_with_the_rest_from_the_start():
    """The first look finds one review; once that is held, a merge has taken the claim to an older one."""
    older, newer = ReviewFactory(state="open"), ReviewFactory(state="open")
    looks = iter([{newer.pk}, {older.pk, newer.pk}])
    locked = []

    def attempt():
        wanted = next(looks)
        locked.append(list(moving.lock_all(*wanted)))
        return None if wanted == {newer.pk} else tuple(locked[-1])

    with CaptureQueriesContext(connection) as asked:
        found = moving.lock_found(attempt)

    assert (found, locked) == ((older.pk, newer.pk), [[newer.pk], [older.pk, newer.pk]])
    statements = [query["sql"].split()[0] for query in asked.captured_queries]
    assert statements == ["SAVEPOINT", "SELECT", "ROLLBACK", "SAVEPOINT", "SELECT", "RELEASE"]
