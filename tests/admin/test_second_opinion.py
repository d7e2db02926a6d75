"""A second opinion as editors see it: what it suggests, what it cost, why the rest was refused."""

import pytest
from django.urls import reverse
from django.utils import timezone

from factcheck.models import Claim, LanguageModelCall
from tests.factories import ClaimFactory, PipelineRunFactory

pytestmark = pytest.mark.django_db


def test_a_suggested_wording_stands_beside_the_engines(enter):
    claim = ClaimFactory(reading={"statement": "The engine's."})
    words = {"label": "L", "proposition": "P", "statement": "<b>Better</b>.", "by": "tiny prompt-1"}
    Claim.objects.filter(pk=claim.pk).update(suggestion=words)

    page = enter("editor").get(reverse("admin:factcheck_claim_change", args=[claim.pk])).content.decode()

    assert "The engine&#x27;s." in page
    assert "Suggested by tiny prompt-1" in page
    assert "&lt;b&gt;Better&lt;/b&gt;. (L)" in page


def test_a_runs_page_says_what_each_call_cost_and_brought(enter):
    run = PipelineRunFactory(step="second_opinion")
    LanguageModelCall.objects.create(
        run=run, piece=0, model="tiny", prompt_version="1", characters=900, outcome="answered",
        prompt_tokens=812, answer_tokens=96, kept=2, refused={"figures_differ": 1}, answered_at=timezone.now(),
    )  # fmt: skip

    page = enter("editor").get(reverse("admin:factcheck_pipelinerun_change", args=[run.pk])).content.decode()

    assert "piece 0: answered; 812 + 96 tokens; kept 2; refused: figures_differ 1" in page
