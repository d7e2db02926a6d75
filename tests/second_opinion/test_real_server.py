"""A language model of the tester's own, asked over the real wire: ``make test-language-model``."""

import os

import pytest

from factcheck.models import Article, Claim, ClaimAnchor, LanguageModelCall, PipelineRun
from factcheck.second_opinion import step
from tests.factories import ArticleVersionFactory

from .articles import TEXT
from .test_step import read

URL = os.environ.get("FACTCHECK_TEST_LLM_URL", "")


@pytest.mark.language_model
@pytest.mark.django_db
@pytest.mark.timeout(700)
@pytest.mark.skipif(not URL, reason="FACTCHECK_TEST_LLM_URL names no server that speaks the OpenAI protocol")
def test_whatever_a_real_model_says_only_what_the_text_bears_out_is_kept(desk, settings, monkeypatch):
    monkeypatch.setattr("factcheck.pipeline.wake", lambda *_: None)
    settings.LLM_URL, settings.LLM_SECONDS = URL.rstrip("/"), 600
    settings.LLM_MODEL = os.environ.get("FACTCHECK_TEST_LLM_MODEL", "default")
    settings.LLM_KEY = os.environ.get("FACTCHECK_TEST_LLM_KEY", "")
    version = ArticleVersionFactory(text=TEXT)
    read(version)

    step.run(PipelineRun.objects.get(step="second_opinion").pk)

    call = LanguageModelCall.objects.get()
    print(call.outcome, call.error, call.prompt_tokens, call.answer_tokens, call.kept, call.refused)  # noqa: T201
    for claim in Claim.objects.filter(origin="llm"):
        print(claim.label, "|", claim.anchors.get().quote)  # noqa: T201
    assert call.outcome == "answered"
    assert call.prompt_tokens > 0
    assert all(TEXT[anchor.start : anchor.end] == anchor.quote for anchor in ClaimAnchor.objects.all())
    assert Article.objects.get().status == "ready"
