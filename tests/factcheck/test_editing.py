"""What people correct in a claim wins, is kept with what was there before, and survives the engine."""

import pytest
from django.utils import timezone

from factcheck import editing, takedown
from factcheck.claims import store_claims
from factcheck.editing import Correction
from factcheck.errors import InvalidInput, KnownClaim, Redacted, TextChanged
from factcheck.models import Claim, Event
from reviews import verdicts
from reviews.errors import Stale
from reviews.models import Review
from tests.factories import (
    ArticleVersionFactory,
    AssignmentFactory,
    ClaimFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    revise,
    ruling,
)
from tests.findings import analysis, finding

pytestmark = pytest.mark.django_db

TEXT = "The harbour said at least 40 containers were lost. Nobody was hurt, Ann Ray said."
QUOTE = "at least 40 containers were lost"
AT = TEXT.index(QUOTE)
WIDER = (0, TEXT.index("."))


@pytest.fixture
def version(desk):
    version = ArticleVersionFactory(text=TEXT)
    store_claims(version, analysis(TEXT, finding(TEXT, QUOTE)))
    return version


@pytest.fixture
def claim(version):
    return Claim.objects.get()


@pytest.fixture
def editor():
    return UserFactory(role="editor")


def test_a_correction_wins_and_keeps_before_and_after(claim, editor):
    correction = Correction(
        {"figure": "≥ 43", "label": "Harbour: 43 lost"}, span=WIDER, reason="a typo of ours"
    )

    anchor = editing.correct(claim.pk, correction, actor=editor)

    claim.refresh_from_db()
    assert (claim.figure, claim.label) == ("≥ 43", "Harbour: 43 lost")
    assert anchor.quote == TEXT[slice(*WIDER)]
    event = Event.objects.get(kind="claim.edited")
    assert (event.actor, event.said["reason"]) == (editor, "a typo of ours")
    assert event.said["changed"]["quote"] == [QUOTE, anchor.quote]
    assert event.said["changed"]["label"][1] == "Harbour: 43 lost"


def test_what_changes_nothing_leaves_no_trace(claim, editor):
    editing.correct(claim.pk, Correction({"label": claim.label}, span=(AT, AT + len(QUOTE))), actor=editor)

    assert not Event.objects.filter(kind="claim.edited").exists()


def test_the_engine_reads_again_and_the_correction_stays(claim, version, editor):
    editing.correct(claim.pk, Correction({"figure": "≥ 43"}, span=WIDER), actor=editor)

    newer = analysis(TEXT, finding(TEXT, QUOTE), engine_version="newer")
    store_claims(version, newer)

    claim = Claim.objects.get()  # and no second one where the engine finds it
    assert (claim.figure, claim.engine_version) == ("≥ 43", "newer")
    assert claim.anchors.get().quote == TEXT[slice(*WIDER)]


def test_a_new_version_takes_the_moved_span_along(claim, version, editor):
    editing.correct(claim.pk, Correction({"label": "Ours"}, span=WIDER), actor=editor)
    text = f"A storm came.\n\n{TEXT}"
    newer = ArticleVersionFactory(article=version.article, text=text)

    store_claims(newer, analysis(text, finding(text, QUOTE)))

    claim = Claim.objects.get()
    assert claim.label == "Ours"
    assert newer.anchors.get().quote == TEXT[slice(*WIDER)]


@pytest.mark.parametrize(
    ("span", "code"),
    [((0, 9999), "outside"), ((5, 5), "outside"), ((AT - 1, AT + 5), "blank_ends")],
)
def test_a_span_that_is_none_is_refused(claim, editor, span, code):
    with pytest.raises(InvalidInput) as refusal:
        editing.correct(claim.pk, Correction({}, span=span), actor=editor)

    assert refusal.value.errors[0].code == code


def test_a_label_cannot_be_emptied(claim, editor):
    with pytest.raises(InvalidInput):
        editing.correct(claim.pk, Correction({"label": "  "}), actor=editor)


def test_another_text_than_the_one_looked_at_is_refused(claim, editor):
    with pytest.raises(TextChanged):
        editing.correct(claim.pk, Correction({}, span=WIDER, text_sha256="0" * 64), actor=editor)


def test_two_claims_never_stand_at_one_place(claim, version, editor):
    there = ClaimFactory(version=version, quote="Nobody was hurt").anchors.get()
    there.focus = [[there.start, there.end]]
    there.save(update_fields=["focus"])

    with pytest.raises(KnownClaim):
        editing.correct(claim.pk, Correction({}, span=(there.start, there.end)), actor=editor)


def test_what_was_taken_down_has_no_words_to_correct(claim, editor):
    takedown.take_down(claim.article_id, actor=editor, reason="court order")

    with pytest.raises(Redacted):
        editing.correct(claim.pk, Correction({"label": "x"}), actor=editor)


# --- Whoever rules on it -----------------------------------------------------------------------------------


def correct_figure(review, editor):
    editing.correct(review.claim_id, Correction({"figure": "43"}), actor=editor)
    review.refresh_from_db()
    return review


def test_a_verdict_on_what_it_said_before_is_stale(editor):
    assignment = AssignmentFactory()
    read = ruling(assignment.review)

    correct_figure(assignment.review, editor)

    with pytest.raises(Stale):
        verdicts.submit(assignment.pk, reviewer=assignment.reviewer, ruling=read)


def test_a_new_label_moves_the_revision_and_begins_no_round(editor):
    review = ReviewFactory(state="open")

    editing.correct(review.claim_id, Correction({"label": "Another label"}), actor=editor)

    review.refresh_from_db()
    assert (review.claim_revision, review.round, review.state) == (2, 1, "open")


def test_verdicts_on_two_readings_never_agree(editor):
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    VerdictFactory(review=review)

    correct_figure(review, editor)
    VerdictFactory(review=review)

    review.refresh_from_db()
    assert (review.state, review.round, review.free_slots) == ("open", 2, 1)


@pytest.mark.parametrize("verdict_count", [0, 1, 2])
def test_nothing_tells_whether_verdicts_were_in(editor, verdict_count):
    """A dispute that may still be taken back reads like an open review before the correction, and after it."""
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    for rating in ["confirmed", "wrong"][:verdict_count]:
        VerdictFactory(review=review, rating=rating)

    review = correct_figure(review, editor)

    assert (review.state, review.round, review.claim_revision, review.stale) == ("open", 2, 2, False)


def test_a_decided_review_is_marked(editor):
    review = correct_figure(ReviewFactory(state="decided"), editor)

    assert (review.state, review.stale, review.round) == ("decided", True, 1)


def test_what_people_changed_goes_with_the_words_that_drift(claim, editor):
    Review.objects.get(claim=claim)
    editing.correct(claim.pk, Correction({"figure": "≥ 43"}), actor=editor)

    revise(claim.article, "40", "50")

    claim.refresh_from_db()
    assert claim.drifts.get().words["before"]["figure"] == "≥ 43"
    assert claim.created_at <= timezone.now()


def test_an_editor_corrects_it_on_its_page(claim, editor, client):
    editor.is_staff = True
    editor.save()
    client.force_login(editor)
    address = f"/admin/factcheck/claim/{claim.pk}/do/correct/"
    asked = client.get(address).content.decode()
    words = {"words": "The harbour said", "figure": "40", "label": claim.label, "reason": "too wide"}

    response = client.post(address, words)

    claim.refresh_from_db()
    assert QUOTE in asked
    assert response.status_code == 302
    assert (claim.figure, claim.anchors.get().quote) == ("40", "The harbour said")


def test_the_api_corrects_it_and_says_what_is_wrong(api, claim, editor):
    api.force_authenticate(editor)
    address = f"/api/v1/claims/{claim.pk}/"

    told = api.patch(address, {"start": WIDER[0], "end": WIDER[1], "figure": "43"}, format="json")
    half = api.patch(address, {"start": 0}, format="json")
    unknown = api.patch(address, {"figures": "43"}, format="json")

    assert (told.status_code, told.json()["quote"], told.json()["figure"]) == (200, TEXT[slice(*WIDER)], "43")
    assert (half.status_code, half.json()["errors"][0]["field"]) == (400, "end")
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (400, "unknown_field")
