"""Who is seen looking, and by whom."""

import pytest
import redis
from django.utils import timezone

from reviews import presence, queue, workflow
from reviews.models import Review
from tests.factories import ReviewFactory, UserFactory, VerdictFactory, let_undo_pass

pytestmark = pytest.mark.django_db

ROLES = ["reviewer", "editor", "adjudicator", "publishing_editor", "administrator"]
#: Who rule nothing, and so tell nothing by looking.
HARMLESS = {"editor", "adjudicator", "publishing_editor"}


@pytest.fixture(autouse=True)
def empty():
    presence._redis().flushdb()


def looking(api, review, **people) -> dict[str, set[str]]:
    """Who is seen by whom, once all of ``people`` look."""
    for user in people.values():
        presence.note(user, review)
    names = {user.username: name for name, user in people.items()}
    seen = {}
    for name, user in people.items():
        api.force_authenticate(user)
        answer = api.get(f"/api/v1/presence/?review={review.pk}").json()
        seen[name] = {names[other["username"]] for other in answer["others"]}
        assert set(answer) == {"review", "others", "seconds"}  # no count of those who are not shown
    return seen


#: How the review stands -> whether those who rule, or might, are seen.
STANDS = {
    "triage": False,
    "open": False,
    "held by them": False,
    "ruled on by them": False,
    "settling": False,
    "on_hold": False,
    "dismissed": False,
    "disputed": True,
    "decided": True,
    "sent back": False,
    "one verdict wanted": True,
}


@pytest.mark.parametrize("how", STANDS)
def test_those_who_rule_blind_are_seen_by_nobody(api, desk, how):
    people = {role: UserFactory(role=role) for role in ROLES} | {"colleague": UserFactory(role="reviewer")}
    review = review_that_is(how, people["reviewer"], people["colleague"])

    seen = looking(api, review, **people)

    shown = set(people) if STANDS[how] else HARMLESS
    assert seen == {name: shown - {name} for name in people}


def review_that_is(how, reviewer, colleague) -> Review:
    if how == "one verdict wanted":
        return ReviewFactory(state="open")
    if how in {"triage", "on_hold", "dismissed"}:
        return ReviewFactory(state=how, required_verdicts=2)
    review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
    if how == "held by them":
        for user in (reviewer, colleague):
            queue.lease(review.pk, reviewer=user)
    elif how == "ruled on by them":
        VerdictFactory(review=review, reviewer=reviewer)
    elif how != "open":
        VerdictFactory(review=review, reviewer=reviewer)
        VerdictFactory(review=review, reviewer=colleague, rating="confirmed" if how == "decided" else "wrong")
    if how in {"disputed", "decided", "sent back"}:
        let_undo_pass(review)
    if how == "sent back":
        workflow.send_back(review.pk, actor=UserFactory(role="adjudicator"), comment="again")
    return Review.objects.select_related("desk__policy").get(pk=review.pk)


def test_a_look_ends_by_itself(api, desk, editor, adjudicator, monkeypatch):
    review = ReviewFactory()
    presence.note(editor, review)
    later = presence.time.time() + presence.SECONDS + 1
    monkeypatch.setattr(presence.time, "time", lambda: later)

    assert looking(api, review, adjudicator=adjudicator) == {"adjudicator": set()}


def test_looking_says_who_else_does(api, desk, editor, adjudicator):
    review = ReviewFactory()
    presence.note(editor, review)
    api.force_authenticate(adjudicator)

    answer = api.post("/api/v1/presence/", {"review": review.pk})

    assert [other["initials"] for other in answer.json()["others"]] == ["ED"]


def test_without_redis_nobody_is_seen_and_nothing_breaks(api, desk, editor, monkeypatch):
    nowhere = redis.Redis(host="127.0.0.1", port=1, socket_connect_timeout=0.2)
    monkeypatch.setattr(presence, "_redis", lambda: nowhere)
    api.force_authenticate(editor)

    answer = api.post("/api/v1/presence/", {"review": ReviewFactory().pk})

    assert (answer.status_code, answer.json()["others"]) == (200, [])


@pytest.mark.parametrize("query", ["", "?review=x", "?review=7&who=me", "?review=0"])
def test_a_look_at_nothing_is_refused(api, desk, editor, query):
    api.force_authenticate(editor)

    assert api.get(f"/api/v1/presence/{query}").status_code == 400


@pytest.mark.parametrize(
    ("name", "letters"), [("", "ED"), ("Oksana", "OK"), ("Oksana M. Bondar", "OB"), ("李 明", "李明")]
)
def test_a_badge_has_two_letters(name, letters):
    assert presence.initials(UserFactory(username="editor", display_name=name)) == letters


def test_whoever_is_hidden_takes_nobodys_place_among_those_who_are_shown(desk, editor, monkeypatch):
    monkeypatch.setattr(presence, "_MOST", 2)
    review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
    hidden = [UserFactory(role="reviewer", username=f"a{number}") for number in range(2)]
    shown = [UserFactory(role="editor", username=f"b{number}") for number in range(3)]
    for user in (*hidden, *shown):
        presence.note(user, review)

    assert presence.others_seen_by(editor, review, at=timezone.now()) == shown[:2]
