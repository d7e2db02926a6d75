"""The step that compares: a row like the others, which no article waits for."""

import pytest

from factcheck import pipeline
from factcheck.models import Article, ArticleLikeness, PipelineRun
from tests.factories import ArticleVersionFactory, PipelineRunFactory
from tests.likeness.test_linking import AGENCY, COPY

pytestmark = pytest.mark.django_db


def matched(version) -> PipelineRun:
    pipeline.run(PipelineRunFactory(version=version, step="match").pk)
    return version.runs.get(step="match")


def test_copies_are_linked_and_the_run_is_done():
    for text in (AGENCY, COPY):
        run = matched(ArticleVersionFactory(text=text))

        assert (run.status, run.progress, run.error) == ("done", 1.0, "")
    assert ArticleLikeness.objects.count() == 1


def test_whatever_is_read_is_compared_after_it(desk):
    run = PipelineRunFactory(version=ArticleVersionFactory(text=AGENCY))

    pipeline.run(run.pk)

    assert run.version.runs.get(step="match").status == "queued"
    assert Article.objects.get(pk=run.version.article_id).status == "ready"


def test_a_failure_to_compare_fails_no_article(monkeypatch):
    monkeypatch.setattr("factcheck.likeness.linking.shingles_of", lambda text: 1 / 0)
    version = ArticleVersionFactory(text=AGENCY)
    run = PipelineRunFactory(version=version, step="match")

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            pipeline.run(run.pk)

    run.refresh_from_db()
    assert (run.status, Article.objects.get().status) == ("failed", "ready")


def test_the_api_compares_again_on_demand(api, editor):
    version = ArticleVersionFactory(text=AGENCY)
    api.force_authenticate(editor)

    response = api.post(f"/api/v1/articles/{version.article_id}/runs/match/")

    assert response.status_code == 202
    assert [run.step for run in PipelineRun.objects.all()] == ["match"]
