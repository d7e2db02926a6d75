"""Editors give work to people; whoever leaves keeps nothing from the others; drafts go along, and no further."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from factcheck.errors import InvalidInput
from factcheck.models import Event
from factcheck.signals import user_deactivated
from factcheck.takedown import take_down
from reviews import conflicts, drafts, handing_over, queue, verdicts, workflow
from reviews.errors import LeaseNotHeld, NotAvailable
from reviews.models import Assignment, Draft, Review
from tests.factories import (
    AssignmentFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    revise,
    ruling,
)

pytestmark = pytest.mark.django_db

NINE = datetime(2024, 3, 11, 9, 0, tzinfo=UTC)
WORDS = {"rationale": "The log of that night says so."}


def open_review(**columns) -> Review:
    return ReviewFactory(state="open", **columns)


def kinds(review: Review) -> list[str]:
    events = Event.objects.filter(stream=f"review:{review.pk}", kind__startswith="assignment.")
    return list(events.order_by("seq").values_list("kind", flat=True))


# --- Assigning ---------------------------------------------------------------------------------------


def test_an_assigned_review_is_the_reviewers_for_a_working_day_until_they_open_it(
    desk, reviewer, reviewer2, editor
):
    review = open_review()
    with time_machine.travel(NINE, tick=False) as clock:
        handing_over.assign(review.pk, reviewer=reviewer, actor=editor)

        clock.shift(timedelta(hours=7))
        assert queue.lease_next(reviewer2) is None
        opened = queue.lease_next(reviewer)

    assert opened.assigned_by == editor
    assert opened.lease_expires_at == NINE + timedelta(hours=7, minutes=20)


def test_what_keeps_somebody_out_is_set_aside_by_a_reason_alone_and_the_outcome_discloses_it(desk, editor):
    triager = UserFactory(role="reviewer")
    review = open_review(editor=triager)
    with pytest.raises(NotAvailable) as refused:
        handing_over.assign(review.pk, reviewer=triager, actor=editor)
    assert refused.value.extensions == {"exclusions": ["triaged"]}

    assignment = handing_over.assign(
        review.pk, reviewer=triager, actor=editor, reason="Nobody else reads Estonian."
    )
    verdicts.submit(assignment.pk, reviewer=triager, ruling=ruling(review))

    (disclosure,) = review.disclosures.all()
    assert (disclosure.code, disclosure.user, disclosure.decided_by) == ("override", triager, editor)
    assert disclosure.reason == "Nobody else reads Estonian."
    assert disclosure.rules == ["triaged"]


def test_a_disclosure_names_each_rule_that_was_set_aside_until_a_take_down_takes_the_reason(desk, editor):
    triager = UserFactory(role="reviewer")
    review = open_review(editor=triager)
    conflicts.declare(triager, by=triager, claimant=review.claim.claimant, reason="shares")
    assignment = handing_over.assign(review.pk, reviewer=triager, actor=editor, reason="Nobody else.")
    verdict = verdicts.submit(assignment.pk, reviewer=triager, ruling=ruling(review))
    whole = verdict.disclosures.get().in_words

    take_down(review.claim.article_id, actor=editor, reason="court order")

    blanked = verdict.disclosures.get()
    assert whole == "given by an editor to somebody who let the claim in and declared a conflict of interest"
    assert (blanked.rules, blanked.reason) == ([], None)
    assert blanked.in_words == "given by an editor to somebody whom a rule keeps out"


def test_no_reason_gives_somebody_a_second_verdict_in_a_round(desk, reviewer, editor):
    review = open_review(required_verdicts=2)
    VerdictFactory(review=review, reviewer=reviewer)

    with pytest.raises(NotAvailable) as refused:
        handing_over.assign(review.pk, reviewer=reviewer, actor=editor, reason="please")

    assert "verdict" not in refused.value.detail  # an editor does not learn of it so


def test_only_somebody_who_reviews_is_given_a_review(desk, stranger, editor):
    with pytest.raises(InvalidInput):
        handing_over.assign(open_review().pk, reviewer=stranger, actor=editor)


def test_own_work_in_a_newsroom_of_one_is_disclosed_as_long_as_the_verdict_stands():
    default_desk(triager_may_review=True)
    one = UserFactory(role="administrator")
    review = open_review(editor=one)

    verdict = VerdictFactory(review=review, reviewer=one)
    (disclosure,) = review.disclosures.all()
    assert (disclosure.code, disclosure.counts) == ("own_work", True)
    workflow.retract_verdict(verdict.pk, reviewer=one)

    assert not review.disclosures.with_all_that_is_told()[0].counts


# --- Handing over ------------------------------------------------------------------------------------


def test_a_colleagues_leases_and_drafts_go_to_another(desk, reviewer, reviewer2, editor):
    held = AssignmentFactory(reviewer=reviewer)
    drafts.save(held.pk, holder=reviewer, content=WORDS)

    (moved,) = handing_over.hand_over(reviewer, to=reviewer2, actor=editor)

    held.refresh_from_db()
    assert (held.status, moved.to.reviewer, moved.with_draft) == ("handed_over", reviewer2, True)
    draft = drafts.of(moved.to)
    assert (draft.content, draft.begun_by) == (WORDS, reviewer)
    assert kinds(held.review) == ["assignment.leased", "assignment.handed_over"]
    with pytest.raises(LeaseNotHeld):
        verdicts.submit(held.pk, reviewer=reviewer, ruling=ruling(held.review))


def test_whoever_handed_a_draft_over_does_not_rule_beside_its_reader(desk, reviewer, reviewer2, editor):
    """Else one mind fills two slots, and their agreement would settle the review as two blind verdicts."""
    review = open_review(required_verdicts=2)
    drafts.save(queue.lease(review.pk, reviewer=reviewer).pk, holder=reviewer, content=WORDS)
    handing_over.hand_over(reviewer, to=reviewer2, actor=editor)

    assert queue.lease_next(reviewer) is None
    with pytest.raises(NotAvailable, match="what you had written"):
        queue.lease(review.pk, reviewer=reviewer)
    with pytest.raises(NotAvailable):
        handing_over.assign(review.pk, reviewer=reviewer, actor=editor, reason="please")


def test_nor_after_the_words_changed_while_the_reader_has_it(desk, reviewer, reviewer2, editor):
    review = open_review(required_verdicts=2)
    drafts.save(queue.lease(review.pk, reviewer=reviewer).pk, holder=reviewer, content=WORDS)
    handing_over.hand_over(reviewer, to=reviewer2, actor=editor)

    revise(review.claim.article, "lost", "lost some")
    revise(review.claim.article, "containers", "tankers")

    assert Review.objects.get(pk=review.pk).round > 1
    assert queue.lease_next(reviewer) is None


def test_whoever_handed_over_nothing_they_wrote_may_take_another_slot(desk, reviewer, reviewer2, editor):
    review = open_review(required_verdicts=2)
    held = queue.lease(review.pk, reviewer=reviewer)

    handing_over.hand_over(reviewer, to=reviewer2, actor=editor)

    held.refresh_from_db()
    assert held.status == "cancelled"
    assert queue.lease_next(reviewer).review_id == review.pk


def test_what_somebody_began_can_be_handed_back_to_them(desk, reviewer, reviewer2, editor):
    review = open_review(required_verdicts=2)
    drafts.save(queue.lease(review.pk, reviewer=reviewer).pk, holder=reviewer, content=WORDS)
    handing_over.hand_over(reviewer, to=reviewer2, actor=editor)

    (moved,) = handing_over.hand_over(reviewer2, to=reviewer, actor=editor)

    assert drafts.of(moved.to).content == WORDS
    assert queue.lease_next(reviewer2) is None  # who read it


def test_what_is_confidential_in_a_draft_goes_to_nobody(desk, reviewer, reviewer2, editor):
    held = AssignmentFactory(reviewer=reviewer)
    log = {"kind": "document", "title": "The log", "confidential": False}
    source = {"kind": "call", "note": "canary: the pilot herself", "confidential": True}
    drafts.save(held.pk, holder=reviewer, content={**WORDS, "evidence": [log, source]})

    (moved,) = handing_over.hand_over(reviewer, to=reviewer2, actor=editor)

    assert drafts.of(moved.to).content == {**WORDS, "evidence": [log]}


def test_what_another_may_not_have_is_freed_and_says_why(desk, reviewer, reviewer2, editor):
    triaged, ruled, plain = open_review(editor=reviewer2), open_review(required_verdicts=2), open_review()
    VerdictFactory(review=ruled, reviewer=reviewer2)
    for review in (triaged, ruled, plain):
        drafts.save(queue.lease(review.pk, reviewer=reviewer).pk, holder=reviewer, content=WORDS)

    moved = handing_over.hand_over(reviewer, to=reviewer2, actor=editor)

    assert [bool(one.to) for one in moved] == [False, False, True]
    assert {bool(one.why) for one in moved if not one.to} == {True}
    assert not Draft.objects.filter(holder=reviewer2).exclude(review=plain).exists()
    assert list(Review.objects.order_by("pk").values_list("free_slots", flat=True)) == [1, 1, 0]


def test_a_draft_never_goes_to_somebody_with_a_verdict_of_an_earlier_round(
    desk, reviewer, reviewer2, editor, adjudicator
):
    review = open_review(required_verdicts=2)
    VerdictFactory(review=review, reviewer=reviewer2, rating="confirmed")
    VerdictFactory(review=review, rating="wrong")
    Review.objects.filter(pk=review.pk).update(reveal_at=datetime.now(UTC))
    workflow.send_back(review.pk, actor=adjudicator, comment="again")
    drafts.save(queue.lease(review.pk, reviewer=reviewer).pk, holder=reviewer, content=WORDS)

    (moved,) = handing_over.hand_over(reviewer, to=reviewer2, actor=editor)

    assert moved.to
    assert not moved.with_draft
    assert not Draft.objects.exists()


def test_handing_over_to_nobody_frees_it_all(desk, reviewer, reviewer2, editor):
    held = AssignmentFactory(reviewer=reviewer)

    handing_over.hand_over(reviewer, to=None, actor=editor)

    assert queue.lease_next(reviewer2).review_id == held.review_id
    assert kinds(held.review)[:2] == ["assignment.leased", "assignment.freed"]


def test_the_leases_of_an_account_that_is_closed_are_free_at_once(desk, reviewer, reviewer2, editor):
    held = AssignmentFactory(reviewer=reviewer)

    user_deactivated.send(sender=type(reviewer), user=reviewer, actor=editor)

    assert Assignment.objects.get(pk=held.pk).status == "cancelled"
    assert queue.lease_next(reviewer2).review_id == held.review_id


# --- Drafts ------------------------------------------------------------------------------------------


def test_the_last_writer_of_a_draft_wins_and_the_version_tells(desk, reviewer):
    held = AssignmentFactory(reviewer=reviewer)

    drafts.save(held.pk, holder=reviewer, content=WORDS)
    second = drafts.save(held.pk, holder=reviewer, content={"rationale": "On second thoughts."})

    assert (second.version, drafts.of(held).content) == (2, {"rationale": "On second thoughts."})


def test_a_draft_survives_giving_back_and_goes_with_the_verdict(desk, reviewer):
    held = AssignmentFactory(reviewer=reviewer)
    drafts.save(held.pk, holder=reviewer, content=WORDS)
    queue.release(held.pk, reviewer=reviewer)

    again = queue.lease_next(reviewer)
    assert drafts.of(again).content == WORDS
    verdicts.submit(again.pk, reviewer=reviewer, ruling=ruling(again.review))

    assert not Draft.objects.exists()


def test_nobody_writes_on_a_draft_without_the_lease(desk, reviewer, reviewer2):
    held = AssignmentFactory(reviewer=reviewer)

    with pytest.raises(LeaseNotHeld):
        drafts.save(held.pk, holder=reviewer2, content=WORDS)


def test_a_take_down_takes_the_drafts_that_may_quote_it(desk, reviewer, editor):
    held = AssignmentFactory(reviewer=reviewer)
    drafts.save(held.pk, holder=reviewer, content=WORDS)

    take_down(held.review.claim.article_id, actor=editor, reason="court order")

    assert not Draft.objects.exists()


def test_a_draft_is_as_long_as_a_form_can_be(desk, reviewer):
    held = AssignmentFactory(reviewer=reviewer)

    with pytest.raises(InvalidInput):
        drafts.save(held.pk, holder=reviewer, content={"rationale": "x" * 400_000})


def test_drafts_that_nobody_came_back_to_are_forgotten(desk, reviewer):
    held = AssignmentFactory(reviewer=reviewer)
    saved_at = drafts.save(held.pk, holder=reviewer, content=WORDS).saved_at

    assert drafts.forget_old(at=saved_at + timedelta(days=29)) == 0
    assert drafts.forget_old(at=saved_at + timedelta(days=31)) == 1
