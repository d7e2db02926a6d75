"""Anything that a newsroom may do to its reviews, in any order: the desk stays what a small model says it is.

``HYPOTHESIS_PROFILE=long`` tries three hundred times as many steps.
"""

import itertools
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from factcheck import history, verification
from factcheck.claims import store_claims
from factcheck.errors import DomainError
from factcheck.extraction import Span
from factcheck.models import Article, Event
from reviews import queue, verdicts, waking, workflow
from reviews.models import Assignment, Review, Sighting
from reviews.workflow import Move
from tests.factories import ClaimFactory, ReviewFactory, UserFactory, default_desk, revise, ruling
from tests.findings import analysis, finding
from tests.reviews.desk_model import Given, ReviewModel, State

NINE = datetime(2024, 3, 11, 9, 0, tzinfo=UTC)

which = st.integers(0, 3)
who = st.integers(0, 3)
some = st.integers(0, 7)


class AnyOrder(RuleBasedStateMachine):
    """Two reviews, and those that are split off; three or four reviewers, an editor and an adjudicator.

    Time moves when a rule says so.
    """

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.travel = time_machine.travel(NINE, tick=False)
        self.clock = self.travel.start()

    def teardown(self) -> None:
        try:
            if not transaction.get_rollback():
                assert list(verification.verify()) == []
        finally:
            self.travel.stop()
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

    @initialize(required=st.integers(1, 3), reviewers=st.integers(3, 4))
    def sign_in(self, required: int, reviewers: int) -> None:
        default_desk(required_verdicts=required)
        self.reviewers = UserFactory.create_batch(reviewers, role="reviewer")
        self.editor, self.adjudicator = UserFactory(role="editor"), UserFactory(role="adjudicator")
        self.models: list[ReviewModel] = []
        self.number = 40
        for _ in range(2):
            review = ReviewFactory(state="open", editor=self.editor, claim__version__text=self.words())
            claim = ClaimFactory(version__text=self.words())
            Sighting.objects.create(review=review, claim=claim, status=Sighting.Status.SUGGESTED)
            self.models.append(ReviewModel(review.pk, required, beside=claim.pk))

    # --- Helpers ------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return timezone.now()

    def words(self) -> str:
        """Of which no two are alike."""
        self.number += 1
        return f"The harbour lost {self.number} containers, the port authority said."

    def one(self, which: int) -> ReviewModel:
        return self.models[which % len(self.models)]

    def article(self, model: ReviewModel) -> Article:
        return Article.objects.get(claims__led_review=model.pk)

    def reviewer(self, number: int) -> int:
        return number % len(self.reviewers)

    def attempt(self, is_allowed: bool, call: Callable[[], Any]) -> Any:
        """What the call returned; it must be refused where the model says so, and must not be where it does not."""
        if is_allowed:
            return call()
        with pytest.raises(DomainError):
            call()
        return None

    def move(
        self, model: ReviewModel, move: Move, to: State, call: Callable[[], Any], *, also: bool = True
    ) -> None:
        is_allowed = also and model.may(move, self.now)
        self.attempt(is_allowed, call)
        if is_allowed:
            model.move(move, to, self.now)

    # --- Reviewers ----------------------------------------------------------------------------------

    @rule(which=which, number=who)
    def lease(self, which: int, number: int) -> None:
        model, reviewer = self.one(which), self.reviewer(number)
        may = reviewer in model.leases or model.is_free_for(reviewer, self.now)
        assignment = self.attempt(may, lambda: queue.lease(model.pk, reviewer=self.reviewers[reviewer]))
        if may:
            model.lease(reviewer, assignment.pk, self.now)

    @rule(number=who)
    def lease_next(self, number: int) -> None:
        reviewer = self.reviewer(number)
        held = [model for model in self.models if reviewer in model.leases]
        free = [model for model in self.models if model.is_free_for(reviewer, self.now)]

        assignment = queue.lease_next(self.reviewers[reviewer])

        assert (assignment is None) == (not held and not free)
        if assignment is not None:
            (model,) = [model for model in held or free if model.pk == assignment.review_id]
            model.lease(reviewer, assignment.pk, self.now)

    def _lease_of(self, which: int, number: int) -> tuple[ReviewModel, int, int | None]:
        """The lease that a reviewer holds, or held at last: a tab that was left open knows no better."""
        model, reviewer = self.one(which), self.reviewer(number)
        last = (
            Assignment.objects.filter(review=model.pk, reviewer=self.reviewers[reviewer])
            .order_by("-pk")
            .first()
        )
        return model, reviewer, last and last.pk

    @rule(which=which, number=who)
    def heartbeat(self, which: int, number: int) -> None:
        model, reviewer, assignment = self._lease_of(which, number)
        if assignment is None:
            return
        may = reviewer in model.leases
        self.attempt(may, lambda: queue.heartbeat(assignment, reviewer=self.reviewers[reviewer]))
        if may:
            model.lease(reviewer, assignment, self.now)

    @rule(which=which, number=who, skips=st.booleans())
    def give_up(self, which: int, number: int, skips: bool) -> None:
        model, reviewer, assignment = self._lease_of(which, number)
        if assignment is None:
            return
        by = {"reviewer": self.reviewers[reviewer]}
        give_up = (
            (lambda: queue.skip(assignment, reason="not for me", **by))
            if skips
            else (lambda: queue.release(assignment, **by))
        )
        may = reviewer in model.leases
        self.attempt(may, give_up)
        if may:
            del model.leases[reviewer]
            if skips:
                model.skipped.add((model.round, reviewer))

    @rule(
        which=which,
        number=who,
        rating=st.sampled_from(["confirmed", "confirmed", "wrong"]),
        on_old=st.booleans(),
    )
    def submit(self, which: int, number: int, rating: str, on_old: bool) -> None:
        model, reviewer, assignment = self._lease_of(which, number)
        if assignment is None:
            return
        lease = model.leases.get(reviewer)
        review = Review.objects.select_related("scale").get(pk=model.pk)
        may = lease is not None and (lease.round < model.round if on_old else True)
        given = ruling(
            review, rating, claim_revision=lease.revision if lease and on_old else None, on_old_words=on_old
        )
        verdict = self.attempt(
            may, lambda: verdicts.submit(assignment, reviewer=self.reviewers[reviewer], ruling=given)
        )
        if may:
            model.give(reviewer, verdict.pk, rating, self.now, on_old=on_old)

    @rule(which=which, number=who, rating=st.sampled_from(["confirmed", "wrong"]))
    def lease_and_submit(self, which: int, number: int, rating: str) -> None:
        """What happens most, so that verdicts meet."""
        self.lease(which, number)
        self.submit(which, number, rating, on_old=False)

    @precondition(lambda self: any(model.verdicts for model in self.models))
    @rule(which=which, latest=st.booleans(), number=some)
    def take_back(self, which: int, latest: bool, number: int) -> None:
        ruled = [model for model in self.models if model.verdicts]
        model = ruled[which % len(ruled)]
        verdict: Given = model.verdicts[-1 if latest else number % len(model.verdicts)]
        may = model.may_take_back(verdict, self.now)
        self.attempt(
            may,
            lambda: workflow.retract_verdict(
                verdict.pk, reviewer=self.reviewers[verdict.who], reason="a slip"
            ),
        )
        if may:
            model.take_back(verdict, self.now)

    # --- Editors and adjudicators -------------------------------------------------------------------

    @rule(which=which, minutes=st.sampled_from([None, 1, 30]))
    def hold(self, which: int, minutes: int | None) -> None:
        model = self.one(which)
        wake_at = self.now + timedelta(minutes=minutes) if minutes else None
        call = lambda: workflow.hold(model.pk, actor=self.editor, reason="waits", wake_at=wake_at)  # noqa: E731
        self.move(model, Move.HOLD, State.ON_HOLD, call)

    @rule(which=which)
    def wake(self, which: int) -> None:
        model = self.one(which)
        self.move(model, Move.WAKE, State.OPEN, lambda: workflow.wake(model.pk, actor=self.editor))

    @rule()
    def wake_those_whose_time_has_come(self) -> None:
        due = Review.objects.filter(state=State.ON_HOLD, wake_at__lte=self.now).values_list("pk", flat=True)
        woken = [model for model in self.models if model.pk in set(due)]

        assert waking.wake_due(at=self.now) == len(woken)
        for model in woken:
            model.move(Move.WAKE, State.OPEN, self.now)

    @rule(which=which, to=st.sampled_from([State.OPEN, State.TRIAGE]))
    def reopen(self, which: int, to: State) -> None:
        model = self.one(which)
        call = lambda: workflow.reopen(model.pk, actor=self.editor, reason="new data", to=to)  # noqa: E731
        self.move(model, Move.REOPEN, to, call, also=(model.state, to) != (State.DISMISSED, State.OPEN))

    @rule(which=which, dismisses=st.booleans())
    def triage(self, which: int, dismisses: bool) -> None:
        model = self.one(which)
        if dismisses:
            call = lambda: workflow.dismiss(model.pk, actor=self.editor, reason="trivial")  # noqa: E731
            self.move(model, Move.DISMISS, State.DISMISSED, call)
        else:
            self.move(model, Move.ACCEPT, State.OPEN, lambda: workflow.accept(model.pk, actor=self.editor))

    @rule(which=which, into=which)
    def merge(self, which: int, into: int) -> None:
        model, target = self.one(which), self.one(into)
        lives = target is not model and target.state not in {State.MERGED, State.DISMISSED}
        call = lambda: workflow.merge(model.pk, into=target.pk, actor=self.editor)  # noqa: E731
        self.move(model, Move.MERGE, State.MERGED, call, also=lives)

    @rule(which=which)
    def unmerge(self, which: int) -> None:
        model = self.one(which)
        call = lambda: workflow.unmerge(model.pk, actor=self.editor, reason="not the same")  # noqa: E731
        self.move(model, Move.UNMERGE, State.TRIAGE, call)

    @rule(which=which, names=st.sampled_from(["what is beside", "what is beside", "what leads another"]))
    def split(self, which: int, names: str) -> None:
        model = self.one(which)
        claim = model.beside or 0
        if names == "what leads another":
            claim = Review.objects.values_list("claim", flat=True).get(pk=self.one(which + 1).pk)
        may = model.may_split and names == "what is beside"
        own = self.attempt(may, lambda: workflow.split(model.pk, actor=self.editor, claims=[claim]))
        if may:
            self.models.append(model.split(own.pk))

    @rule(which=which, rules=st.booleans())
    def adjudicate(self, which: int, rules: bool) -> None:
        model = self.one(which)
        if rules:
            rating = Review.objects.get(pk=model.pk).scale.ratings.get(key="wrong")
            call = lambda: workflow.rule(model.pk, actor=self.adjudicator, rating=rating, summary="so")  # noqa: E731
            self.move(model, Move.RULE, State.DECIDED, call)
        else:
            call = lambda: workflow.send_back(model.pk, actor=self.adjudicator, comment="again")  # noqa: E731
            self.move(model, Move.SEND_BACK, State.OPEN, call)

    # --- The outlet, and time -----------------------------------------------------------------------

    @rule(which=which)
    def change_the_words(self, which: int) -> None:
        model = self.one(which)
        article = self.article(model)
        if model.is_gone:
            return
        revise(article, article.versions.latest("number").text, self.words())
        model.drift(self.now)

    @rule(which=which)
    def drop_the_words(self, which: int) -> None:
        model = self.one(which)
        article = self.article(model)
        if model.is_gone:
            return
        revise(article, article.versions.latest("number").text, "Nobody at the harbour wished to speak.")
        model.is_gone = True

    @rule(which=which)
    def change_other_words(self, which: int) -> None:
        article = self.article(self.one(which))
        text = article.versions.latest("number").text
        revise(article, text, f"{text}\n\nIt will say more at noon.")

    @rule(which=which, is_newer=st.booleans(), finds=st.sampled_from([None, 0.1, 0.9]))
    def read_the_same_words_again(self, which: int, is_newer: bool, finds: float | None) -> None:
        """An engine finds what stands there, more worth a check or less, or nothing: the desk goes on as it was."""
        version = self.article(self.one(which)).versions.latest("number")
        self.number += is_newer
        found = [
            replace(
                finding(version.text, anchor.quote, score=finds),
                focus=tuple(Span(start, end) for start, end in anchor.focus),
            )
            for anchor in version.anchors.standing()
            if finds is not None
        ]
        store_claims(version, analysis(version.text, *found, engine_version=f"test-{self.number}"))

    @rule(passes=st.sampled_from([timedelta(seconds=10), timedelta(seconds=31), timedelta(minutes=21)]))
    def wait(self, passes: timedelta) -> None:
        self.clock.shift(passes)

    # --- What holds always --------------------------------------------------------------------------

    @invariant()
    def is_what_the_model_says(self) -> None:
        self.clock.shift(timedelta(milliseconds=1))  # nothing happens at one moment
        for model in getattr(self, "models", ()):
            review = Review.objects.get(pk=model.pk)
            active = Assignment.objects.filter(review=review, status=Assignment.Status.ACTIVE)
            holders = {assignment.reviewer_id: assignment.pk for assignment in active}
            shown = (review.state, review.round, review.blind_from_round, review.claim_revision)
            assert shown == (model.state, model.round, model.blind_from, model.revision)
            assert review.free_slots == model.free_slots
            assert review.earliest_lease_expiry == model.earliest_expiry
            assert review.reveal_at == model.reveal_at
            assert len(holders) == len(active)
            assert holders == {self.reviewers[who].pk: held.assignment for who, held in model.leases.items()}
            assert len(model.standing) + len(model.leases) <= model.required
            changed = [
                (event.from_state, event.to_state)
                for event in Event.objects.filter(stream=history.stream_of(review)).order_by("seq")
                if event.from_state
            ]
            assert len(changed) == model.changes
            assert all(one[1] == other[0] for one, other in itertools.pairwise(changed))
            assert [State.TRIAGE, *(to for _from, to in changed)][-1] == review.state

    @invariant()
    def nobody_sees_what_is_not_to_be_seen(self) -> None:
        models = getattr(self, "models", ())
        for number, user in enumerate([*self.reviewers, self.editor, self.adjudicator] if models else ()):
            seen = set(verdicts.visible_to(user, at=self.now).values_list("pk", flat=True))
            assert seen == set().union(*(model.visible_to(number, self.now) for model in models))


_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"


@pytest.mark.django_db
@pytest.mark.timeout(36_000 if _LONG else 900)
def test_whatever_people_do_in_any_order_the_desk_is_what_the_model_says():
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=1000 if _LONG else 6,
            stateful_step_count=60 if _LONG else 30,
            deadline=None,
            derandomize=not _LONG,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
