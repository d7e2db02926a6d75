"""Every act on a review, in every state, by every role: what is answered, what stands afterwards, what is recorded.

A new act of the API, or a new edge, without a row here fails: add it to ``ACTS``, or say in ``NOT_AN_ACT`` or
``MADE_BY_NOBODY`` why it has none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from factcheck import history
from factcheck.models import Event, User
from factcheck.roles import ROLES, scopes_of
from reviews.admin.moves import MOVES
from reviews.admin.reviews import ReviewAdmin
from reviews.api.reviews import ReviewViewSet
from reviews.models import FactCheck, Review
from reviews.workflow import REVIEW_EDGES, Move, State
from tests.factories import (
    FactCheckFactory,
    RatingScaleFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    let_undo_pass,
)
from tests.undoing import content, rolled_back, rows_written, shared_scene

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Act:
    """What one POST does. ``{...}`` in a body stands for a number of the scene."""

    move: Move
    body: dict[str, Any] = field(default_factory=dict)
    to: State | None = None  #: where the edge leads to more than one
    on: str = (
        ""  #: the scene's review that it wants where the edge begins: a certain dispute, or votes to close
    )


ACTS = {
    "accept": Act(Move.ACCEPT),
    "adjudicate": Act(Move.RULE, {"rating": "confirmed", "summary": "so it is"}),
    "dismiss": Act(Move.DISMISS, {"reason": "trivial"}),
    "hold": Act(Move.HOLD, {"reason": "waits for the ministry"}),
    "inherit": Act(Move.INHERIT, {"fact_check": "published"}),
    "merge": Act(Move.MERGE, {"into": "other"}),
    "reopen": Act(Move.REOPEN, {"reason": "new data", "to": "triage"}, State.TRIAGE),
    "send_back": Act(Move.SEND_BACK, {"comment": "look at the log again"}),
    "correct_span": Act(Move.CORRECT_SPAN, on="wrong span"),
    "join_duplicate": Act(Move.JOIN, on="duplicate"),
    "pick": Act(Move.PICK, {"rating": "confirmed"}, on="neighbours"),
    "unmerge": Act(Move.UNMERGE, {"reason": "not the same"}),
    "wake": Act(Move.WAKE),
}
#: Acts of the API and the admin on a review that do not move it.
NOT_AN_ACT = {
    "assign": "changes who holds a slot, and no state",
    "lease": "changes who holds a slot, and no state",
    "confirm_sightings": "changes what counts as seen, and no state (test_sightings)",
    "split": "begins another review (test_sightings)",
    "place_legal_hold": "keeps it, and changes no state (test_legal_holds)",
    "lift_legal_hold": "keeps it no longer, and changes no state (test_legal_holds)",
}
#: Edges that no act of the API goes along.
MADE_BY_NOBODY = {
    Move.AGREE: "the last verdict makes it (test_verdicts, test_any_order)",
    Move.DIFFER: "the last verdict makes it (test_verdicts, test_any_order)",
    Move.THIRD_WANTED: "the second verdict makes it (test_third_verdict)",
    Move.UNDO: "a verdict that is taken back makes it (test_verdicts, test_any_order)",
    Move.UNSETTLE: "the outlet's new version makes it (test_drifting, test_any_order)",
    Move.STALE: "the outlet's new version makes it (test_drifting, test_any_order)",
    Move.DRIFT: "the outlet's new version makes it (test_drifting, test_any_order)",
    Move.UPHOLD: "challenges have no API yet",
}
#: What stands for a state here, where the last verdict may still be taken back: it is told to be open.
SETTLING = {"settling agreed": State.DECIDED, "settling disputed": State.DISPUTED}
STATES = [*State.values, *SETTLING]


def test_every_act_and_every_edge_has_a_row():
    acts = {action.__name__ for action in ReviewViewSet.get_extra_actions() if "post" in action.mapping}

    known = {*ACTS, *NOT_AN_ACT}
    assert acts == known, "Add the new act to ACTS, or to NOT_AN_ACT with a reason."
    moves = {move for _state, move in REVIEW_EDGES}
    by_acts = {act.move for act in ACTS.values()}
    assert moves == by_acts | set(MADE_BY_NOBODY), "Add the new edge's act to ACTS."


@dataclass
class Scene:
    users: dict[str, User]
    reviews: dict[str, Review]
    numbers: dict[str, int]
    content: dict[str, str]


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """A review in each state; a published fact check and another open review for acts that need one."""
    with time_machine.travel("2024-03-11T09:00:00Z", tick=False), shared_scene(django_db_blocker):
        default_desk(required_verdicts=2, neighbours="editor_picks")
        reviews = {state: ReviewFactory(state=state) for state in State.values}
        for name in SETTLING:
            review = reviews[name] = ReviewFactory(state="open")
            for rating in ("confirmed", "confirmed" if name == "settling agreed" else "wrong"):
                VerdictFactory(review=review, rating=rating)
        other = ReviewFactory(state="open")
        for name, given in _conditions(duplicate_of=other.pk).items():
            review = reviews[name] = ReviewFactory(state="open", scale=RatingScaleFactory(ordered=True))
            for words in given:
                VerdictFactory(review=review, **words)
            let_undo_pass(review)
        published = FactCheckFactory(state=FactCheck.State.PUBLISHED)
        yield Scene(
            users={role: UserFactory(role=role, is_staff=True, username=role) for role in ROLES}
            | {"nobody in particular": UserFactory(is_staff=True)},
            reviews=reviews,
            numbers={"published": published.pk, "other": other.pk},
            content=content(),
        )


def _conditions(*, duplicate_of: int) -> dict[str, list[dict[str, Any]]]:
    """The two verdicts that bring a review about on which an act may be done that wants more than its state."""
    return {
        "neighbours": [{"rating": "confirmed"}, {"rating": "wrong"}],
        "wrong span": [{"close_reason": "wrong_span"}] * 2,
        "duplicate": [{"close_reason": "duplicate", "duplicate_of": duplicate_of}] * 2,
    }


def leads_to(state: str, act: Act) -> State | None:
    """Where the edge leads; None: there is none, or it must wait for the end of the undo window."""
    targets = REVIEW_EDGES.get((state, act.move), frozenset())  # type: ignore[arg-type]
    if act.to is None:
        return next(iter(targets), None)
    return act.to if act.to in targets else None


def body_of(act: Act, scene: Scene) -> dict[str, Any]:
    return {name: scene.numbers.get(value, value) for name, value in act.body.items()}


def may(role: str, name: str) -> bool:
    """Whether the role has a scope that the act asks for."""
    scopes = ReviewViewSet.scopes[name]
    return not scopes_of([role]).isdisjoint({scopes} if isinstance(scopes, str) else scopes)


def told(state: str) -> str:
    return State.OPEN if state in SETTLING else state


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_done_or_refused_as_the_tables_say(scene, name, state):
    act, path = ACTS[name], name.replace("_", "-")
    to = leads_to(state, act)
    review = scene.reviews[act.on if to and act.on else state]

    for role, user in scene.users.items():
        client = APIClient()
        client.force_authenticate(user)
        with rolled_back():
            last, written = Event.objects.latest("pk").pk, rows_written()
            answer = client.post(f"/api/v1/reviews/{review.pk}/{path}/", body_of(act, scene), format="json")
            said = answer.json()
            after = Review.objects.get(pk=review.pk)
            if may(role, name) and to:
                assert (answer.status_code, said["state"], after.state) == (200, to, to), (role, said)
                (event,) = Event.objects.filter(
                    pk__gt=last, is_consequence=False, stream__startswith="review:"
                )
                assert (event.stream, event.kind) == (history.stream_of(review), f"review.{act.move}")
                assert (event.from_state, event.to_state, event.actor_id) == (state, to, user.pk)
                others = Event.objects.filter(pk__gt=last, is_consequence=True)
                assert all((other.cause, other.to_state) == (event.cause, "") for other in others)
            else:
                code = (409, "illegal_transition") if may(role, name) else (403, "not_allowed")
                assert (answer.status_code, said["code"]) == code, role
                assert said.get("state", told(state)) == told(state)
                unchanged = rows_written() == written or content() == scene.content
                assert unchanged, f"{role} was refused, and something was written"


@pytest.mark.parametrize("state", STATES)
def test_the_admin_offers_what_the_api_does(scene, state, rf):
    review = scene.reviews[state]
    offers = ReviewAdmin(Review, admin_site=None)  # type: ignore[arg-type]
    allowed = {
        role: {act.move for name, act in ACTS.items() if may(role, name) and leads_to(state, act)}
        for role in ROLES
    }

    for role, moves in allowed.items():
        request = rf.get("/")
        request.user = scene.users[role]
        offered = {offer["act"].name for offer in offers.acts_for(request, review)} & set(IN_ADMIN)
        if state in SETTLING:  # it looks as it did before, and says "in half a minute" to whoever tries
            as_open = offers.acts_for(request, scene.reviews[State.OPEN])
            assert offered == {offer["act"].name for offer in as_open} & set(IN_ADMIN)
        else:
            assert offered == {name for name, move in IN_ADMIN.items() if move in moves}, role


#: The admin's name of each act; two lead along one edge.
IN_ADMIN = {
    "accept": Move.ACCEPT,
    "accept-first": Move.ACCEPT,
    "dismiss": Move.DISMISS,
    "hold": Move.HOLD,
    "wake": Move.WAKE,
    "rule": Move.RULE,
    "send-back": Move.SEND_BACK,
    "reopen": Move.REOPEN,
    "merge": Move.MERGE,
    "unmerge": Move.UNMERGE,
}


def test_every_act_of_the_admin_has_a_row():
    elsewhere = {*NOT_AN_ACT, *(name for name, act in ACTS.items() if act.on)}
    acts = {act.name for act in MOVES if act.name.replace("-", "_") not in elsewhere}

    assert acts == set(IN_ADMIN), "Add the new act to IN_ADMIN, or to NOT_AN_ACT with a reason."


@pytest.mark.parametrize("state", STATES)
def test_an_act_in_the_admin_is_done_or_refused_alike(scene, state):
    review = scene.reviews[state]
    rating = review.scale.ratings.get(key="confirmed").pk
    words = {"rule": {"rating": rating, "summary": "so it is"}, "accept-first": {"priority": 1}}
    client = Client()

    with rolled_back():
        client.force_login(scene.users["administrator"])
        before = content()
        for name, move in IN_ADMIN.items():
            act = next(act for act in ACTS.values() if act.move == move)
            to = leads_to(state, act)
            with rolled_back():
                written = rows_written()
                answer = client.post(
                    reverse("admin:reviews_review_act", args=[review.pk, name]),
                    words.get(name) or body_of(act, scene),
                )
                after = Review.objects.get(pk=review.pk)
                assert answer.status_code == 302 if to else answer.status_code in {200, 302}, name
                assert after.state == (to or SETTLING.get(state, state)), name
                if not to:
                    assert rows_written() == written or content() == before, name
