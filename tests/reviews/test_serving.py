"""What exactly a reviewer was shown stands in the history; again only where it is something else."""

import pytest

from factcheck.digests import json_sha256
from factcheck.models import Claim, ClaimAnchor, Event
from factcheck.takedown import take_down
from reviews import handing_over, queue, serving
from reviews.models import Assignment, Review
from tests.factories import ReviewFactory, UserFactory, revise

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(desk) -> Review:
    return ReviewFactory(state="open")


@pytest.fixture
def signed_in(api, reviewer):
    api.force_authenticate(reviewer)
    return api


def events(review: Review) -> list[str]:
    kinds = ("assignment.leased", "assignment.served", "assignment.handed_over")
    rows = Event.objects.filter(stream=f"review:{review.pk}", kind__in=kinds).order_by("seq")
    return list(rows.values_list("kind", flat=True))


def last_event(review: Review) -> Event:
    return Event.objects.filter(stream=f"review:{review.pk}").select_related("payload").latest("seq")


def change_words(review: Review) -> None:
    revise(review.claim.article, "harbour", "port")


def test_a_lease_says_what_the_reviewer_saw(signed_in, review):
    answer = signed_in.post("/api/v1/queue/next/").json()

    said = last_event(review).payload.content
    assert said["assignment"] == answer["id"]
    assert (said["article"], said["version"]) == (answer["article"]["id"], answer["article"]["version"])
    assert said["text_sha256"] == answer["article"]["text_sha256"]
    assert (said["claim"], said["claim_revision"]) == (answer["claim"]["id"], answer["claim_revision"])
    scale = answer["rating_scale"]
    assert (said["scale"], said["scale_version"]) == (scale["id"], scale["version"])
    anchor = review.claim.anchors.get()
    place = {name: getattr(anchor, name) for name in ("part", "start", "end", "quote", "focus")}
    assert said["claim_sha256"] == json_sha256({**place, "says": Claim.objects.get().current})


def test_seeing_the_same_again_leaves_no_event(signed_in, review):
    pk = signed_in.post("/api/v1/queue/next/").json()["id"]

    signed_in.post("/api/v1/queue/next/")
    signed_in.post(f"/api/v1/reviews/{review.pk}/lease/")
    signed_in.get(f"/api/v1/assignments/{pk}/")
    signed_in.get("/api/v1/queue/mine/")
    signed_in.post(f"/api/v1/assignments/{pk}/display/")

    assert events(review) == ["assignment.leased"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "queue/next/"),
        ("get", "queue/mine/"),
        ("get", "assignments/{pk}/"),
        ("post", "reviews/{review}/lease/"),
    ],
)
def test_new_words_are_noted_once_wherever_they_are_seen_first(signed_in, review, method, path):
    pk = signed_in.post("/api/v1/queue/next/").json()["id"]
    change_words(review)

    for _ in range(2):
        getattr(signed_in, method)("/api/v1/" + path.format(pk=pk, review=review.pk))

    assert events(review) == ["assignment.leased", "assignment.served"]
    said = last_event(review).payload.content
    assert (said["assignment"], said["version"], said["claim_revision"]) == (pk, 2, 2)


def test_a_newer_reading_of_the_same_words_is_something_else(review, reviewer):
    assignment = queue.lease(review.pk, reviewer=reviewer)
    Claim.objects.update(reading={"statement": "Read otherwise."})

    queue.lease_next(reviewer)

    said = last_event(review)
    assert said.kind == "assignment.served"
    assert said.payload.content["claim_sha256"] == serving.claim_sha256(ClaimAnchor.objects.get())
    assert said.payload.content["assignment"] == assignment.pk


@pytest.mark.parametrize("way", ["assigned", "handed over"])
def test_what_an_editor_gives_is_noted_when_the_reviewer_sees_it(review, reviewer, editor, way):
    if way == "assigned":
        handing_over.assign(review.pk, reviewer=reviewer, actor=editor)
    else:
        queue.lease(review.pk, reviewer=(colleague := UserFactory(role="reviewer")))
        handing_over.hand_over(colleague, to=reviewer, actor=editor)
    assert "text_sha256" not in last_event(review).payload.content

    queue.lease_next(reviewer)

    served = last_event(review)
    assert (served.kind, served.actor) == ("assignment.served", reviewer)
    assert served.payload.content["version"] == 1


def test_the_following_one_is_seen_along_with_the_one_in_hand(desk, reviewer, review):
    following = ReviewFactory(state="open", priority=-1)
    queue.lease_next(reviewer)

    queue.lease_following(reviewer), queue.lease_following(reviewer)

    assert "text_sha256" in last_event(following).payload.content
    assert events(following) == ["assignment.leased"]


def test_a_lease_that_ended_notes_nothing(signed_in, review, reviewer):
    assignment = queue.lease(review.pk, reviewer=reviewer)
    queue.release(assignment.pk, reviewer=reviewer)
    change_words(review)

    signed_in.get(f"/api/v1/assignments/{assignment.pk}/")

    assert events(review) == ["assignment.leased"]


def test_what_a_colleague_was_shown_is_not_told(api, review, reviewer, reviewer2, editor):
    pk = queue.lease(review.pk, reviewer=reviewer).pk
    Claim.objects.update(reading={"statement": "Read otherwise."})
    api.force_authenticate(reviewer)
    api.get(f"/api/v1/assignments/{pk}/")
    assert events(review)[-1] == "assignment.served"

    for somebody in (reviewer2, editor):
        api.force_authenticate(somebody)
        told = api.get(f"/api/v1/reviews/{review.pk}/history/").json()
        assert "assignment" not in str(told)


def test_a_take_down_leaves_no_digest_to_guess_the_words_by(review, reviewer, editor):
    queue.lease(review.pk, reviewer=reviewer)
    text_sha256 = review.claim.anchors.get().version.text_sha256

    take_down(review.claim.article_id, actor=editor, reason="a court says so")

    leased = Event.objects.select_related("payload").get(kind="assignment.leased")
    assert leased.payload.redacted_at
    assert text_sha256 not in str(Assignment.objects.values().get())


def test_next_asks_for_the_claim_once(signed_in, review, django_assert_num_queries):
    got = signed_in.post("/api/v1/queue/next/").json()  # the process knows the scale from now on
    signed_in.post(f"/api/v1/assignments/{got['id']}/release/")

    with django_assert_num_queries(10) as asked:
        signed_in.post("/api/v1/queue/next/")

    assert sum('FROM "factcheck_claimanchor"' in query["sql"] for query in asked.captured_queries) == 1
