"""A language model of the tester's own, asked over the real wire: ``make test-language-model``."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from factcheck.models import Article, Claim, ClaimAnchor, LanguageModelCall, PipelineRun
from factcheck.second_opinion import step
from tests.factories import ArticleVersionFactory

from .articles import TEXT
from .test_step import read

SERVER = Path(__file__).with_name("real_server.py")


@pytest.fixture
def model_url(tmp_path: Path) -> Iterator[str]:
    """The server that FACTCHECK_TEST_LLM_URL names, or one of our own in FACTCHECK_TEST_LLM_PYTHON."""
    if url := os.environ.get("FACTCHECK_TEST_LLM_URL"):
        yield url.rstrip("/")
        return
    python = os.environ.get("FACTCHECK_TEST_LLM_PYTHON")
    if not python:
        pytest.skip("no language model here; `make test-language-model` brings one")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (tmp_path / "server.log").open("wb") as log:
        server = subprocess.Popen([python, str(SERVER), str(port)], stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/health", server)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.kill()
            server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(120):
        try:
            if httpx.get(address, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        assert server.poll() is None, "the language model's server ended"
        time.sleep(0.5)
    raise AssertionError("the language model's server does not answer")


@pytest.mark.language_model
@pytest.mark.django_db
@pytest.mark.timeout(900)
def test_whatever_a_real_model_says_only_what_the_text_bears_out_is_kept(
    desk, settings, monkeypatch, model_url
):
    monkeypatch.setattr("factcheck.steps.queueing.wake", lambda *_, **__: None)
    settings.LLM_URL, settings.LLM_SECONDS = model_url, 800
    settings.LLM_MODEL = os.environ.get("FACTCHECK_TEST_LLM_MODEL", "default")
    settings.LLM_KEY = os.environ.get("FACTCHECK_TEST_LLM_KEY", "")
    version = ArticleVersionFactory(text=TEXT)
    read(version)

    step.run(PipelineRun.objects.get(step="second_opinion").pk)

    call = LanguageModelCall.objects.get()
    print(call.outcome, call.error, call.prompt_tokens, call.answer_tokens, call.kept, call.refused)  # noqa: T201
    for claim in Claim.objects.filter(origin="llm"):
        print(claim.label, "|", claim.anchors.get().quote)  # noqa: T201
    # A tiny model may ramble until it is cut off; a use it is not, but an end of the call it must be.
    assert call.outcome in ("answered", "failed")
    assert all(TEXT[anchor.start : anchor.end] == anchor.quote for anchor in ClaimAnchor.objects.all())
    assert Article.objects.get().status == "ready"
