"""Votes to close: what they must say, when two of them agree, and what is done about it."""

from functools import partial

import pytest
from django.utils import timezone

from factcheck import editing
from factcheck.as_of import EDITED
from factcheck.errors import InvalidInput, KnownClaim, TextChanged
from factcheck.models import Claim, ClaimAnchor, Event
from reviews import verdicts, workflow
from reviews.close_votes import SpanInput
from reviews.errors import IllegalTransition
from reviews.models import Review, Sighting, Verdict
from tests.factories import (
    ArticleVersionFactory,
    AssignmentFactory,
    ClaimFactory,
    ReviewFactory,
    VerdictFactory,
    let_undo_pass,
    revise,
)
from tests.races import PATIENCE, begun

pytestmark = pytest.mark.django_db

TEXT = "The harbour lost 41 containers, the port authority said. Nobody was hurt."
QUOTE = "The harbour lost 41 containers, the port authority said"
WORDS = "lost 41 containers"


@pytest.fixture
def review(desk):
    version = ArticleVersionFactory(text=TEXT)
    return ReviewFactory(state="open", claim=ClaimFactory(version=version, quote=QUOTE))


def span_of(words: str, **other) -> SpanInput:
    start = TEXT.index(words)
    return SpanInput(**{"start": start, "end": start + len(words), **other})


def refused(review: Review, error: type[Exception] = InvalidInput, **words) -> Exception:
    assignment = AssignmentFactory(review=review)
    vote = verdicts.Ruling(claim_revision=review.claim_revision, rationale="See there.", **words)
    with pytest.raises(error) as caught:
        verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=vote)
    assert not Verdict.objects.exists()
    return caught.value


# --- What a vote must say ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "code"),
    [
        pytest.param(None, "required", id="none"),
        pytest.param(SpanInput(5, 5), "outside", id="empty"),
        pytest.param(SpanInput(9, 5), "outside", id="backwards"),
        pytest.param(SpanInput(0, len(TEXT) + 1), "outside", id="beyond the text"),
        pytest.param(SpanInput(0, 3, part="title"), "outside", id="in a title that there is not"),
        pytest.param(span_of(", "), "blank", id="no words"),
        pytest.param(span_of(" lost 41"), "blank_ends", id="a blank at its end"),
    ],
)
def test_a_wrong_span_comes_with_the_right_one(review, span, code):
    error = refused(review, close_reason="wrong_span", span=span)

    assert error.errors[0].code == code


def test_a_span_of_another_version_than_the_claim_stands_in_is_refused(review):
    error = refused(review, TextChanged, close_reason="wrong_span", span=span_of(WORDS, version=7))

    assert error.extensions["version"] == 1


@pytest.mark.parametrize("whose", ["its own", "another's"])
def test_where_a_claim_stands_no_other_is_put(review, whose):
    if whose == "another's":
        ClaimFactory(version=review.claim.article.versions.get(), quote=WORDS)

    error = refused(
        review, KnownClaim, close_reason="wrong_span", span=span_of(QUOTE if whose == "its own" else WORDS)
    )

    assert (error.extensions["claim"] == review.claim_id) == (whose == "its own")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (None, "required"),
        ("itself", "itself"),
        (2**40, "does_not_exist"),
        ("merged", "merged"),
        ("dismissed", "dismissed"),
    ],
)
def test_a_duplicate_names_another_review_that_is_alive(review, other, code):
    number = review.pk if other == "itself" else other
    if other in Review.State.values:
        number = ReviewFactory(state=other).pk

    error = refused(review, close_reason="duplicate", duplicate_of=number)

    assert (error.errors[0].field, error.errors[0].code) == ("duplicate_of", code)


@pytest.mark.parametrize("reason", ["", "not_a_claim", "unverifiable", "needs_expert"])
@pytest.mark.parametrize("given", ["span", "duplicate_of"])
def test_what_belongs_to_another_reason_is_refused(review, reason, given):
    words = {"span": span_of(WORDS)} if given == "span" else {"duplicate_of": ReviewFactory().pk}
    rating = None if reason else review.scale.ratings.get(key="confirmed")

    error = refused(review, close_reason=reason, rating=rating, **words)

    assert error.errors[0].code == "does_not_belong"


# --- When two agree ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        pytest.param({"close_reason": "not_a_claim"}, {"close_reason": "not_a_claim"}, "decided", id="alike"),
        pytest.param({"close_reason": "not_a_claim"}, {"close_reason": "needs_expert"}, "disputed", id="reasons"),
        pytest.param({"close_reason": "unverifiable"}, {"rating": "wrong"}, "disputed", id="one rates"),
        pytest.param(
            {"close_reason": "wrong_span", "span": span_of(WORDS)},
            {"close_reason": "wrong_span", "span": span_of(WORDS)},
            "decided",
            id="same span",
        ),
        pytest.param(
            {"close_reason": "wrong_span", "span": span_of(WORDS)},
            {"close_reason": "wrong_span", "span": span_of("41 containers")},
            "disputed",
            id="other span",
        ),
    ],
)  # fmt: skip
def test_two_votes_agree_in_all_that_they_say(review, first, second, state):
    Review.objects.filter(pk=review.pk).update(required_verdicts=2, free_slots=2)

    for words in (first, second):
        VerdictFactory(review=review, **words)

    assert Review.objects.get(pk=review.pk).state == state


@pytest.mark.parametrize("same", [True, False])
def test_two_duplicates_agree_if_they_repeat_the_same(review, same):
    Review.objects.filter(pk=review.pk).update(required_verdicts=2, free_slots=2)
    one, other = ReviewFactory(), ReviewFactory()

    for target in (one, one if same else other):
        VerdictFactory(review=review, close_reason="duplicate", duplicate_of=target.pk)

    review.refresh_from_db()
    assert review.state == ("decided" if same else "disputed")
    assert (review.outcome and review.outcome.duplicate_of) == (one if same else None)


# --- The span is corrected -----------------------------------------------------------------------------


def closed_for(review: Review, words: str) -> None:
    VerdictFactory(review=review, close_reason="wrong_span", span=span_of(words))
    let_undo_pass(review)


def test_the_claim_stands_where_the_reviewers_say_and_is_ruled_on_there(review, editor):
    closed_for(review, WORDS)

    workflow.correct_span(review.pk, actor=editor)

    review.refresh_from_db()
    place, claim = ClaimAnchor.objects.get(), Claim.objects.get()
    assert (place.quote, TEXT[place.start : place.end]) == (WORDS, WORDS)
    assert (review.state, review.round, review.claim_revision, review.outcome) == ("open", 2, 2, None)
    assert claim.label != "Port authority: containers lost"
    assert claim.figure == "41"
    assert claim.overlay["label"] == claim.label
    assert claim.claimant == "port authority", "who says it was not in doubt"
    corrected = Event.objects.get(kind=EDITED)
    assert corrected.cause == Event.objects.get(kind="review.span_corrected").cause
    # Who gave a verdict in the old round may rule in the new one.
    VerdictFactory(review=review, reviewer=Verdict.objects.get().reviewer)


def test_what_the_old_words_said_goes_with_them(review, editor):
    inside, outside = TEXT.index("41"), TEXT.index("the port authority")
    Claim.objects.update(
        kind="comparison",
        reading={
            "kind": "comparison",
            "comparison": {"relation": "more", "than": "ever"},
            "quantifier": "all",
            "event": {"predicate": "sank", "actor": None, "object": None, "polarity": "negative"},
            "quantities": [{"text": "7 ships", "value": 7, "start": 0, "end": 7}],
            "hedges": [
                {"text": "41", "start": inside, "end": inside + 2, "by": "claimant"},
                {"text": "the port", "start": outside, "end": outside + 8, "by": "narrator"},
            ],
            "event_time": {"text": "the port", "start": outside, "end": outside + 8},
            "claimants": [{"name": "port authority", "kind": "organization", "start": outside, "end": None}],
            "act": "deny",
        },
    )
    closed_for(review, WORDS)

    workflow.correct_span(review.pk, actor=editor)

    claim = Claim.objects.get()
    assert (claim.kind, claim.figure) == ("quantity", "41")
    says = claim.current
    assert [quantity["value"] for quantity in says["quantities"]] == [41]
    assert [hedge["text"] for hedge in says["hedges"]] == ["41"]
    assert (says["kind"], says["comparison"], says["quantifier"], says["event_time"]) == (
        "quantity",
        None,
        None,
        None,
    )
    assert says["event"]["predicate"] == ""
    assert (says["act"], says["claimants"][0]["name"]) == ("deny", "port authority")
    changed = Event.objects.get(kind=EDITED).said["changed"]
    assert (changed["kind"], changed["quantities"]) == (
        ["comparison", "quantity"],
        ["7 ships", changed["quantities"][1]],
    )


def test_what_the_new_words_say_moves_along_with_them(review, editor):
    closed_for(review, WORDS)
    workflow.correct_span(review.pk, actor=editor)
    before = Claim.objects.get().current["quantities"][0]

    version = revise(review.claim.article, "The harbour", "A storm came.\n\nThe harbour")

    figure = Claim.objects.get().current["quantities"][0]
    assert version.text[figure["start"] : figure["end"]] == before["text"]
    assert figure["start"] > before["start"]


def test_words_that_moved_meanwhile_are_not_guessed_at(review, editor):
    closed_for(review, WORDS)
    revise(review.claim.article, "Nobody was hurt.", "Two were hurt.")
    before = Review.objects.values().get(pk=review.pk)

    with pytest.raises(TextChanged):
        workflow.correct_span(review.pk, actor=editor)

    assert Review.objects.values().get(pk=review.pk) == before
    assert set(ClaimAnchor.objects.values_list("quote", flat=True)) == {QUOTE}


@pytest.mark.django_db(transaction=True)
def test_who_corrects_the_claim_meanwhile_waits_and_both_go_through(desk, editor, monkeypatch):
    review = ReviewFactory(
        state="open", claim=ClaimFactory(version=ArticleVersionFactory(text=TEXT), quote=QUOTE)
    )
    closed_for(review, WORDS)
    reword = partial(editing.correct, review.claim_id, editing.Correction({"label": "Lost"}), actor=editor)
    reworded = []
    at_other_words = editing.at_other_words

    def reword_meanwhile(*given, **named):
        """Called when the review is locked and before the claim is."""
        reworded.append(begun(reword))
        return at_other_words(*given, **named)

    monkeypatch.setattr(editing, "at_other_words", reword_meanwhile)

    workflow.correct_span(review.pk, actor=editor)

    assert isinstance(reworded[0].result(PATIENCE), ClaimAnchor)
    claim = Claim.objects.get()
    assert (claim.label, claim.anchors.get().quote) == ("Lost", WORDS)


def test_a_review_that_was_rated_has_no_span_to_correct_and_none_to_join(desk, editor):
    review = ReviewFactory(state="decided")

    with pytest.raises(IllegalTransition, match="wrong span"):
        workflow.correct_span(review.pk, actor=editor)
    with pytest.raises(IllegalTransition, match="duplicate"):
        workflow.join_duplicate(review.pk, actor=editor)


# --- The duplicate is joined ---------------------------------------------------------------------------


def test_a_duplicate_goes_into_what_it_repeats_and_comes_back_to_a_new_round(review, editor):
    target = ReviewFactory()
    verdict = VerdictFactory(review=review, close_reason="duplicate", duplicate_of=target.pk)
    let_undo_pass(review)

    workflow.join_duplicate(review.pk, actor=editor)

    review.refresh_from_db()
    assert (review.state, review.merged_into) == ("merged", target)
    assert Sighting.objects.get(claim=review.claim).review == target
    workflow.unmerge(review.pk, actor=editor, reason="another night")
    review.refresh_from_db()
    assert (review.state, Sighting.objects.get(claim=review.claim).review) == ("triage", review)
    assert review.round > verdict.round


def test_a_duplicate_follows_what_it_repeats(review, editor):
    target, further = ReviewFactory(), ReviewFactory()
    VerdictFactory(review=review, close_reason="duplicate", duplicate_of=target.pk)
    let_undo_pass(review)
    workflow.merge(target.pk, into=further.pk, actor=editor)

    workflow.join_duplicate(review.pk, actor=editor)

    assert Review.objects.get(pk=review.pk).merged_into == further


def test_two_that_repeat_each_other_are_not_merged_in_a_circle(review, editor):
    target = ReviewFactory()
    VerdictFactory(review=review, close_reason="duplicate", duplicate_of=target.pk)
    let_undo_pass(review)
    workflow.merge(target.pk, into=review.pk, actor=editor)

    with pytest.raises(InvalidInput):
        workflow.join_duplicate(review.pk, actor=editor)

    assert Review.objects.get(pk=review.pk).state == "decided"


def test_verdicts_of_a_round_that_a_merge_broke_off_stay_blind(desk, editor, reviewer, reviewer2):
    """They would lead whoever rules on it anew."""
    review = ReviewFactory(state="open", required_verdicts=2)
    VerdictFactory(review=review, reviewer=reviewer)
    workflow.merge(review.pk, into=ReviewFactory().pk, actor=editor)
    workflow.unmerge(review.pk, actor=editor, reason="another night")
    workflow.accept(review.pk, actor=editor)
    seen = verdicts.visible_to(reviewer2, at=timezone.now())
    review.refresh_from_db()

    assert not seen.exists()
    assert (review.round, review.free_slots) == (2, 2)
