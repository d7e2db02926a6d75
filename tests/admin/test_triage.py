"""Triage: the list, the acts over it, and the acts on one review."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck import history
from factcheck.models import Claim, Event
from reviews import workflow
from reviews.admin.reviews import ReviewAdmin
from reviews.models import Review
from reviews.workflow import REVIEW_EDGES, State
from tests.admin.conftest import act, page
from tests.factories import ClaimFactory, ReviewFactory, UserFactory, VerdictFactory

LIST = "/admin/reviews/review/"


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def over_list(client, name, reviews, **words):
    sent = {"act_words": "1", **words} if words else {"index": "0"}
    return client.post(LIST, {"action": name, "_selected_action": [r.pk for r in reviews], **sent})


def kinds(review):
    events = Event.objects.filter(stream=history.stream_of(review)).order_by("seq")
    return list(events.values_list("kind", "actor"))


def shown(response):
    return [review.pk for review in response.context["cl"].result_list]


# --- The list ---------------------------------------------------------------------------------------


def test_the_list_shows_what_waits_for_triage_the_most_worth_checking_first(enter):
    low, high, middle = (ReviewFactory(claim__score=score) for score in (0.1, 0.9, 0.5))
    ReviewFactory(state="open", claim__score=1.0)

    response = enter("editor").get(LIST)

    assert shown(response) == [high.pk, middle.pk, low.pk]


def test_the_open_ones_stand_in_the_queues_order_page_after_page(enter, monkeypatch):
    monkeypatch.setattr(ReviewAdmin, "list_per_page", 2)
    reviews = [ReviewFactory(state="open", claim__score=score) for score in (0.9, 0.8, 0.7, 0.6, 0.5)]
    VerdictFactory(review=reviews[1])  # told to be open still
    client = enter("editor")

    pages = [shown(client.get(LIST, {"state": "open", "p": number})) for number in (1, 2, 3)]

    pks = [review.pk for review in reviews]
    assert pages == [pks[:2], pks[2:4], pks[4:]]


def test_a_row_shows_label_figure_claimant_score_article_and_publisher(enter):
    review = ReviewFactory(
        claim__label="Zaluzhny: 34 missiles intercepted", claim__figure="34", claim__claimant="Zaluzhny"
    )

    text = enter("editor").get(LIST).content.decode()

    for words in (
        review.claim.label,
        "34",
        "Zaluzhny",
        "0.50",
        page("factcheck_article", "change", review.claim.article_id),
    ):
        assert words in text


@pytest.mark.parametrize("state", [*State, "all"])
def test_the_state_filter_shows_that_state(enter, state):
    reviews = {each: ReviewFactory(state=each) for each in State}

    found = shown(enter("editor").get(LIST, {"state": state}))

    if state == "all":
        assert {review.pk for review in reviews.values()} <= set(found)
    else:
        assert reviews[state].pk in found
        assert all(Review.objects.get(pk=pk).state == state for pk in found)


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"score": "70"}, True),
        ({"score": "0"}, False),
        ({"claimant": "person"}, True),
        ({"claimant": "narrator"}, False),
        ({"claim__kind__exact": "quantity"}, True),
        ({"claim__kind__exact": "event"}, False),
        ({"came_in": "hour"}, True),
        ({"since": "month"}, True),
        ({"q": "missiles"}, True),
        ({"q": "missil zaluzh"}, True),
        ({"q": "drones"}, False),
        ({"q": "' & | !! \\"}, True),
        ({"score": "nonsense"}, True),
    ],
    ids=str,
)
def test_filters_and_search_find_by_what_they_say(enter, query, is_found):
    ReviewFactory(
        claim__label="Zaluzhny: 34 missiles intercepted",
        claim__claimant="Valeriy Zaluzhny",
        claim__claimant_kind="person",
        claim__score=0.8,
    )

    response = enter("editor").get(LIST, query)

    assert len(shown(response)) == is_found


def test_a_search_is_served_by_the_full_text_index(db):
    from factcheck.admin.claims import with_words

    sql, parameters = with_words(Claim.objects.all(), "missil").values("pk").query.sql_with_params()

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", parameters)
        plan = " ".join(row[0] for row in cursor.fetchall())
    assert "claim_words" in plan


def test_the_list_asks_the_database_as_often_for_many_rows_as_for_few(enter):
    client = enter("editor")
    ReviewFactory.create_batch(2)
    client.get(LIST)

    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    ReviewFactory.create_batch(10)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(many) == len(few)
    assert len(many) <= 10


def test_there_is_no_stock_delete_among_the_acts(enter):
    ReviewFactory()

    choices = enter("editor").get(LIST).context["action_form"].fields["action"].choices

    assert [name for name, _label in choices] == [
        "",
        "accept",
        "accept-first",
        "dismiss",
        "hold",
        "wake",
        "merge",
        "confirm-sightings",
    ]


# --- Over the list ----------------------------------------------------------------------------------


def test_accepting_many_leaves_an_event_for_each(enter):
    reviews = ReviewFactory.create_batch(3)
    client = enter("editor")

    response = over_list(client, "accept", reviews)

    assert said(response) == ["3 accepted."]
    for review in reviews:
        assert kinds(review)[-1] == ("review.accepted", client.user.pk)


def test_dismissing_first_asks_for_a_reason_and_lists_what_is_selected(enter):
    reviews = ReviewFactory.create_batch(2)
    ReviewFactory(claim__label="Another one")

    response = over_list(enter("editor"), "dismiss", reviews)

    assert response.status_code == 200
    assert [subject for subject, _url in response.context["subjects"]] == reviews
    assert not response.context["form"].initial
    assert " checked" not in str(response.context["form"]["reason"]).replace(" checked:", "")
    assert set(Review.objects.values_list("state", flat=True)) == {"triage"}


def test_dismissing_many_keeps_the_reason_in_each_history(enter):
    reviews = ReviewFactory.create_batch(2)

    response = over_list(enter("editor"), "dismiss", reviews, reason="opinion", note="a columnist")

    assert said(response) == ["2 dismissed."]
    for review in reviews:
        event = Event.objects.filter(stream=history.stream_of(review)).latest("seq")
        assert (event.to_state, event.payload.content["reason"]) == ("dismissed", "opinion: a columnist")


def test_what_a_colleague_has_moved_on_is_refused_and_said_so(enter):
    waiting, taken = ReviewFactory(), ReviewFactory()
    workflow.accept(taken.pk, actor=UserFactory(role="editor"))

    response = over_list(enter("editor"), "accept", [waiting, taken])

    assert said(response) == ["1 accepted.", "1 refused: A review that is open cannot be accepted."]


def test_an_unknown_reason_changes_nothing(enter):
    review = ReviewFactory()

    response = over_list(enter("editor"), "dismiss", [review], reason="boredom")

    assert response.context["form"].errors
    review.refresh_from_db()
    assert review.state == "triage"


def test_more_than_two_hundred_at_once_are_refused(enter, monkeypatch):
    monkeypatch.setattr("factcheck.admin.acts.MOST_AT_ONCE", 2)
    reviews = ReviewFactory.create_batch(3)

    response = over_list(enter("editor"), "accept", reviews)

    assert said(response) == ["Choose at most 2 at once."]
    assert not Review.objects.filter(state="open").exists()


def test_an_adjudicator_sees_the_list_and_is_offered_no_act_over_it(enter):
    review = ReviewFactory()
    client = enter("adjudicator")

    over_list(client, "accept", [review])

    assert client.get(LIST).context["action_form"] is None
    review.refresh_from_db()
    assert review.state == "triage"


# --- One review -------------------------------------------------------------------------------------

WORDS = {
    "accept-first": {"priority": "2"},
    "dismiss": {"reason": "opinion"},
    "hold": {"reason": "waits for the ministry"},
    "send-back": {"comment": "look at the log again"},
    "reopen": {"reason": "a reader found the log", "to": "open"},
    "unmerge": {"reason": "two nights, not one"},
}
#: Which moves a review's page offers to somebody who may do all.
OFFERED = {
    "triage": ["accept", "accept-first", "dismiss", "merge"],
    "open": ["hold", "merge"],
    "on_hold": ["wake"],
    "disputed": ["rule", "send-back"],
    "decided": ["reopen"],
    "dismissed": ["reopen"],
    "merged": ["unmerge"],
}
#: These move no review.
ALWAYS_OFFERED = {"comment", "ask-expert", "legal-hold"}


@pytest.mark.parametrize("state", OFFERED)
def test_a_review_offers_what_its_state_allows(enter, state):
    review = ReviewFactory(state=state)

    response = enter("administrator").get(page("reviews_review", "change", review.pk))

    offered = [item["act"].name for item in response.context["acts"]]
    assert [name for name in offered if name not in {"assign", "hand-over", *ALWAYS_OFFERED}] == OFFERED[
        state
    ]
    assert set(offered) >= ALWAYS_OFFERED
    assert ("assign" in offered) == (state == "open")


@pytest.mark.parametrize(("state", "name"), [(s, n) for s, names in OFFERED.items() for n in names])
def test_each_act_moves_the_review_and_leaves_its_event(enter, state, name):
    review = ReviewFactory(state=state)
    client = enter("administrator")
    words = dict(WORDS.get(name, {}))
    if name == "merge":
        words = {"into": str(ReviewFactory(state="open").pk)}
    if name == "rule":
        words = {"rating": str(review.scale.ratings.get(key="confirmed").pk), "summary": "The log is right."}

    response = client.post(act("reviews_review", review.pk, name), words)

    assert response.status_code == 302, response.context["form"].errors
    event = Event.objects.filter(stream=history.stream_of(review), to_state__gt="").latest("seq")
    assert (event.actor_id, event.from_state) == (client.user.pk, state)
    review.refresh_from_db()
    assert review.state == event.to_state != state
    assert not LogEntry.objects.exists()


def test_every_edge_that_people_make_has_its_button():
    by_people = {
        "accepted",
        "dismissed",
        "merged",
        "held",
        "woken",
        "ruled",
        "sent_back",
        "reopened",
        "unmerged",
    }

    from reviews.admin.moves import MOVES

    edges = {(state.value, move.value) for state, move in REVIEW_EDGES if move.value in by_people}
    offered = {(state.value, move) for state, move in edges_of(MOVES)}
    assert offered == edges


def edges_of(moves):
    """(state, verb) of all acts, by what they say they apply to."""
    verbs = {
        "accept": "accepted", "accept-first": "accepted", "dismiss": "dismissed", "hold": "held", "wake": "woken",
        "rule": "ruled", "send-back": "sent_back", "reopen": "reopened", "merge": "merged", "unmerge": "unmerged",
    }  # fmt: skip
    for each in moves:
        for state in State:
            if each.name in verbs and each.applies(Review(state=state)):
                yield state, verbs[each.name]


def test_looking_at_the_address_of_an_act_does_nothing(enter):
    review = ReviewFactory()

    response = enter("editor").get(act("reviews_review", review.pk, "accept"))

    assert response.status_code == 200
    review.refresh_from_db()
    assert review.state == "triage"


@pytest.mark.parametrize("name", ["accept", "dismiss", "merge", "hold"])
def test_triage_is_not_an_adjudicators(enter, name):
    review = ReviewFactory()

    assert enter("adjudicator").post(act("reviews_review", review.pk, name)).status_code == 403


def test_merging_into_what_is_not_there_is_said_beside_the_form(enter):
    review = ReviewFactory()

    response = enter("editor").post(act("reviews_review", review.pk, "merge"), {"into": "99999"})

    assert "There is no review 99999." in response.content.decode()


def test_an_adjudicator_may_not_rule_on_their_own_work(enter):
    administrator = UserFactory(role="administrator", is_staff=True)
    review = ReviewFactory(state="disputed", editor=administrator)
    words = {"rating": review.scale.ratings.first().pk, "summary": "mine"}

    response = enter(None, user=administrator).post(act("reviews_review", review.pk, "rule"), words)

    assert "must rule" in response.content.decode()
    review.refresh_from_db()
    assert review.state == "disputed"


@pytest.mark.parametrize("view", ["add", "change"])
def test_no_form_writes_a_review(enter, view):
    review = ReviewFactory()
    address = page("reviews_review", view, review.pk if view == "change" else None)

    response = enter("administrator").post(address, {"state": "decided", "claim": ClaimFactory().pk})

    assert response.status_code == 403
    review.refresh_from_db()
    assert review.state == "triage"


def test_the_quote_stands_marked_in_its_paragraph(enter):
    review = ReviewFactory()
    quote = review.claim.anchors.get().quote

    text = enter("editor").get(page("reviews_review", "change", review.pk)).content.decode()

    assert f"<mark><b>{quote[:10]}" in text


def test_a_review_asks_the_database_no_more_for_a_long_history(enter):
    review = ReviewFactory(state="disputed")
    client = enter("editor")
    address = page("reviews_review", "change", review.pk)
    client.get(address)

    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    assert len(queries) <= 22


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
@pytest.mark.parametrize(
    ("name", "field", "words"),
    [("hold", "wake_at", {"reason": "waits"}), ("accept-first", "due_at", {"priority": 1})],
)
def test_a_form_takes_no_time_that_a_reader_elsewhere_could_not_be_shown(enter, name, field, words, moment):
    client, review = enter("editor"), ReviewFactory()

    response = client.post(act("reviews_review", review.pk, name), {"act_words": "1", **words, field: moment})

    assert response.status_code == 200
    assert field in response.context["form"].errors
    review.refresh_from_db()
    assert (review.due_at, review.wake_at) == (None, None)
