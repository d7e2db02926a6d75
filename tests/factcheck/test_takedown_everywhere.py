"""A take-down of an article whose words have been everywhere: what it reaches, and what it leaves."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

import jsonschema
import pytest
import yaml
from rest_framework.test import APIClient

from factcheck import history, ingest, pipeline, takedown, verification
from factcheck.digests import sha256_hex
from factcheck.models import Arrival, Article, ArticleVersion, Blob, Claim, Event, Payload, PipelineRun, User
from reviews import workflow
from reviews.models import Outcome, Review, Verdict
from tests.factcheck.canaries import (
    Birds,
    copy,
    declare_an_interest,
    dump,
    post,
    tables_with,
    verdict,
    write_about,
)
from tests.factories import (
    ArticleVersionFactory,
    ClaimFactory,
    ReviewFactory,
    UserFactory,
    default_desk,
    let_undo_pass,
)
from tests.findings import analysis, finding
from tests.stack import ROOT
from tests.undoing import shared_scene

pytestmark = pytest.mark.django_db


@dataclass
class Scene:
    """An article whose words have been everywhere, and others that met it on the desk."""

    article: Article
    gone: Birds  #: what the take-down must reach
    stays: Birds  #: what it must not


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with shared_scene(django_db_blocker):
        default_desk()
        yield everywhere(editor=UserFactory(role="editor"), integration=UserFactory(role="integration"))


def everywhere(*, editor: User, integration: User) -> Scene:
    gone, stays = Birds("Quackenbush"), Birds("Pelican")
    article = post_article(gone, owner=integration)
    own, merged, parting = (claim.led_review for claim in article.claims.order_by("pk")[:3])

    declare_an_interest(own.claim.claimant, gone, "its own review")
    fact_check = write_about(own, gone, "its own review")
    for review in (merged, parting):
        workflow.accept(review.pk, actor=editor)
        workflow.hold(review.pk, actor=editor, reason=gone(f"hold of review {review.pk}"))

    absorbing = another_review(stays, "absorbing review", state="open")
    verdict(absorbing, stays, "verdict before the merge", "confirmed")
    let_undo_pass(absorbing)
    workflow.reopen(absorbing.pk, actor=editor, reason=stays("reopening before the merge"))
    workflow.wake(merged.pk, actor=editor, reason=gone("waking before the merge"))
    workflow.merge(merged.pk, into=absorbing.pk, actor=editor)
    absorbing.refresh_from_db()
    write_about(absorbing, gone, "another's review")

    parted = another_review(stays, "parted review", state="open", required_verdicts=2, free_slots=2)
    workflow.wake(parting.pk, actor=editor)
    workflow.merge(parting.pk, into=parted.pk, actor=editor)
    verdict(parted, gone, "verdict while merged", "confirmed")
    workflow.unmerge(parting.pk, actor=editor, reason=gone("taking back of the merge"))
    verdict(parted, gone, "verdict of who read the other", "confirmed")  # settles: a finding is copied

    inheriting = another_review(stays, "inheriting review")
    workflow.inherit(inheriting.pk, fact_check_id=fact_check.pk, actor=editor)
    draft = workflow.draft(inheriting.pk, author=editor, words=copy(gone, "draft of what was inherited"))
    workflow.submit(draft.pk, actor=editor)

    unrelated = another_review(stays, "unrelated review")
    write_about(unrelated, stays, "unrelated words")
    Claim.objects.filter(pk=unrelated.claim_id).update(claimant=stays("claimant of unrelated words"))
    declare_an_interest(stays.sentences[-1], stays, "unrelated words")
    history.assign_positions()
    history.seal()
    return Scene(article, gone, stays)


def another_review(birds: Birds, place: str, **more) -> Review:
    version = ArticleVersionFactory(
        text=f"{birds(f'text of the {place}')}. Three cranes fell.",
        author=birds(f"author of the {place}"),
        article__external_id=birds(f"external id of the {place}"),
        article__url=birds.address(f"page of the {place}"),
    )
    return ReviewFactory(claim=ClaimFactory(version=version, label=birds(f"label of the {place}")), **more)


def post_article(birds: Birds, *, owner: User) -> Article:
    """Posted twice, as two versions, read by an engine that puts words wherever an engine can."""
    body = {
        "title": birds("title"),
        "author": birds("author"),
        "external_id": birds("external id"),
        "url": birds.address("page"),
    }
    quotes = [birds("first quote"), birds("second quote"), birds("third quote")]
    for ending in (birds("first text"), birds("second text")):
        text = f"{'. '.join(quotes)}. It lost 40 containers. {ending}."
        answer = post(owner, "articles/", {**body, "text": text}, key=birds(f"key of {ending}"))
    with mock.patch(
        "factcheck.steps.extract.extraction.analyse",
        lambda text, **_: analysis(
            text,
            *(finding(text, quote, claimant=birds(f"claimant of {quote}")) for quote in quotes),
            finding(text, "40 containers"),  # the words around it are the bird's
        ),
    ):
        for run in PipelineRun.objects.order_by("pk"):
            pipeline.run(run.pk)
    Claim.objects.update(overlay={"label": birds("overlay")})
    Article.objects.update(failure=birds("failure"))
    article = Article.objects.get(pk=answer["id"])
    deliver(birds, article)
    PipelineRun.objects.update(error=birds("error of the run"))
    return article


def deliver(birds: Birds, article: Article) -> None:
    """It came as a page as well, which another sender has under a name of theirs."""
    page = birds("page as it came").encode()
    arrival = Arrival.objects.create(
        article=article,
        kind="url",
        given={"title": birds("given title")},
        url=birds.address("delivery"),
        final_url=birds.address("end of the redirects"),
        filename=birds("file name"),
        raw=Blob.objects.create(sha256=sha256_hex(page.decode()), media_type="text/html", content=page),
        found={"publisher": birds("publisher of the page")},
        cut=[{"reason": "footer", "text": birds("cut"), "at": 0}],
    )
    PipelineRun.objects.create(arrival=arrival, step="clean", status="failed")
    newest = article.versions.latest("number")
    again = ingest.Submission(
        text=newest.text, title=newest.title, url=article.url, external_id=birds("other id")
    )
    version, _ = ingest.store(again, owner=UserFactory(role="integration"))
    assert version == newest


def test_a_take_down_leaves_no_trace_of_the_words(scene, editor):
    versions = list(ArticleVersion.objects.filter(article=scene.article))
    texts = [version.text for version in versions]
    digests = [sha256_hex(text) for text in texts]
    digests += [sha256_hex(f"{version.title}\0{version.text}") for version in versions]
    assert scene.gone.missing == []
    assert tables_with(*digests) >= {"factcheck_articleversion"}

    takedown.take_down(scene.article.pk, actor=editor, reason="court order")

    assert scene.gone.left == set()
    assert tables_with(*digests) == set()


def test_words_about_other_articles_stay(scene, editor):
    assert scene.stays.missing == []

    takedown.take_down(scene.article.pk, actor=editor, reason="court order")

    assert scene.stays.missing == []


def test_a_take_down_drops_no_row_and_the_history_still_verifies(scene, editor):
    before = Counter(table for table, _ in dump().elements())

    takedown.take_down(scene.article.pk, actor=editor, reason="court order")

    after = Counter(table for table, _ in dump().elements())
    gone = before - after
    assert gone.pop("factcheck_blob") == 1  # the page as it came: its arrival stays, and says so
    assert set(gone) <= {"factcheck_claimpast"}  # what its claims said before
    assert set(after - before) == {"factcheck_takedown", "factcheck_event", "factcheck_payload"}
    assert list(verification.verify()) == []


def test_blanked_rows_say_by_which_take_down(scene, editor):
    order = takedown.take_down(scene.article.pk, actor=editor, reason="court order")

    scene.article.refresh_from_db()
    assert scene.article.redacted_at is not None
    assert {version.redacted_by for version in scene.article.versions.all()} == {order}
    quoting = Payload.objects.filter(article_ids__contains=[scene.article.pk])
    assert {payload.redacted_by for payload in quoting} == {order}
    assert not scene.article.claims.filter(redacted_at=None).exists()
    event = Event.objects.select_related("payload").get(kind="article.taken_down")
    assert (event.actor, event.payload.content) == (editor, {"take_down": order.pk})


def test_who_ruled_how_stays_without_the_words(scene, editor):
    def rulings():
        return (
            list(Verdict.objects.order_by("pk").values_list("pk", "reviewer", "rating", "round")),
            list(Outcome.objects.order_by("pk").values_list("pk", "review", "rating", "basis", "round")),
            list(Review.objects.order_by("pk").values_list("pk", "outcome", "round")),
        )

    before = rulings()

    takedown.take_down(scene.article.pk, actor=editor, reason="court order")

    assert rulings() == before
    blank = Verdict.objects.filter(payload__article_ids__contains=[scene.article.pk])
    assert {str(verdict.words) for verdict in blank} == {"{'finding': None, 'rationale': None}"}


def test_a_claim_keeps_the_shape_that_the_api_promises(scene, editor):
    takedown.take_down(scene.article.pk, actor=editor, reason="court order")
    client = APIClient()
    client.force_authenticate(editor)

    claim = client.get(f"/api/v1/claims/{scene.article.claims.first().pk}/").json()

    promised = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text())
    shape = {"$ref": "#/components/schemas/Claim", "components": promised["components"]}
    jsonschema.Draft202012Validator(shape).validate(claim)
    assert claim["redacted_at"] is not None
