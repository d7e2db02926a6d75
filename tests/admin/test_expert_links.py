"""Experts are asked from a review's page; the link is shown once."""

import re

import pytest

from reviews import expert_links
from reviews.evidence import EvidenceInput
from reviews.models import ExpertLink
from tests.admin.conftest import act, page
from tests.factories import ReviewFactory, VerdictFactory, default_desk, let_undo_pass

pytestmark = pytest.mark.django_db

WORDS = {"name": "Dr <b>Ito</b>", "question": "Can a ship list so far?", "days": 3}


def test_a_link_is_shown_once_and_then_only_that_it_exists(enter):
    review, client = ReviewFactory(), enter("editor")

    made = client.post(act("reviews_review", review.pk, "ask-expert"), WORDS)

    address = re.search(r'value="http://testserver(/[^"]+)"', made.content.decode())[1]
    link = ExpertLink.objects.get()
    assert expert_links.find(address.rstrip("/").rsplit("/", 1)[1]) == link
    assert "no-store" in made["Cache-Control"]
    text = client.get(page("reviews_review", "change", review.pk)).content.decode()
    assert "Dr &lt;b&gt;Ito&lt;/b&gt;" in text
    assert "Can a ship list so far?" in text
    assert address not in text
    assert not client.cookies.get("messages")


def evidence_of(review):
    pieces = [
        EvidenceInput(kind="document", stance="supports", title="Log", quote="The log of that night."),
        EvidenceInput(kind="interview", stance="supports", quote="A source.", confidential=True),
    ]
    return list(VerdictFactory(review=review, evidence=pieces).evidence.order_by("pk"))


def test_an_editor_chooses_from_the_evidence_that_may_be_shown(enter):
    review, client = ReviewFactory(state="open"), enter("editor")
    shown, confidential = evidence_of(review)
    let_undo_pass(review)
    address = act("reviews_review", review.pk, "ask-expert")

    form = client.get(address).context["form"]
    refused = client.post(address, {**WORDS, "evidence": [confidential.pk]})
    client.post(address, {**WORDS, "evidence": [shown.pk]})

    told = f"Document: Log “The log of that night.” ({shown.verdict.reviewer})"
    assert form.fields["evidence"].choices == [(shown.pk, told)]
    assert refused.context["form"].errors["evidence"]
    assert list(ExpertLink.objects.get().evidence.all()) == [shown]


def test_help_and_errors_are_where_their_fields_say_that_they_are(enter):
    review, client = ReviewFactory(state="open"), enter("editor")
    evidence_of(review)
    let_undo_pass(review)

    text = client.post(act("reviews_review", review.pk, "ask-expert"), {"days": 300}).content.decode()

    described_by = {name for names in re.findall('aria-describedby="(.*?)"', text) for name in names.split()}
    assert {"id_name_error", "id_days_helptext", "id_days_error", "id_evidence_helptext"} <= described_by
    assert [name for name in described_by if f'id="{name}"' not in text] == []


def test_evidence_of_a_blind_round_is_not_offered(enter):
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    evidence_of(review)

    response = enter("editor").get(act("reviews_review", review.pk, "ask-expert"))

    assert "The log of that night." not in response.content.decode()


def test_a_link_is_revoked_on_the_reviews_page_and_none_of_another_review(enter, editor):
    link, _ = expert_links.create(ReviewFactory().pk, actor=editor, name="Ito", question="How far?", days=1)
    other, _ = expert_links.create(ReviewFactory().pk, actor=editor, name="Abe", question="How far?", days=1)
    address = act("reviews_review", link.review_id, "revoke-expert-link")
    client = enter("editor")

    for pk in (other.pk, link.pk):
        client.post(address, {"link": pk})

    link.refresh_from_db(), other.refresh_from_db()
    assert link.revoked_at
    assert not other.revoked_at
    assert (
        "revoke-expert-link"
        not in client.get(page("reviews_review", "change", link.review_id)).content.decode()
    )


def test_who_may_not_triage_neither_asks_nor_sees_who_was_asked(enter, editor):
    link, _ = expert_links.create(ReviewFactory().pk, actor=editor, name="Ito", question="How far?", days=1)
    client = enter("reviewer")

    refused = client.post(act("reviews_review", link.review_id, "ask-expert"), WORDS)

    assert refused.status_code == 403
    assert ExpertLink.objects.count() == 1
    assert "Ito" not in client.get(page("reviews_review", "change", link.review_id)).content.decode()
