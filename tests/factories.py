"""The smallest valid objects. A test states what matters; the rest comes from here.

What the desk does to a review is done by its own functions, so a review in a state has the history of it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import factory
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from factory.django import DjangoModelFactory

from factcheck import history
from factcheck.claims import store_claims
from factcheck.digests import sha256_hex
from factcheck.extraction.text import normalise
from factcheck.models import (
    ApiToken,
    Article,
    ArticleVersion,
    Claim,
    ClaimAnchor,
    Desk,
    Event,
    Feed,
    Newsroom,
    PipelineRun,
    Publisher,
    User,
)
from factcheck.tokens import create_token
from factcheck.utf16 import astral_offsets
from reviews import queue, verdicts, workflow
from reviews.close_votes import SpanInput
from reviews.evidence import EvidenceInput
from reviews.models import Assignment, FactCheck, Policy, Rating, RatingScale, Review, Verdict
from tests.findings import analysis

#: (key, label, a finding is required)
_RATINGS = [("confirmed", "Confirmed", False), ("wrong", "Wrong", True), ("outdated", "Outdated", True)]


class UserFactory(DjangoModelFactory):
    """Somebody without rights; ``role="editor"`` puts them into that group."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@newsroom.example")
    password = "!"  # nobody signs in with it: hashing one takes longer than most tests

    @factory.post_generation
    def role(self, create: bool, extracted: str | None, **_: Any) -> None:
        if create and extracted:
            self.groups.add(Group.objects.get_or_create(name=extracted)[0])


class PublisherFactory(DjangoModelFactory):
    class Meta:
        model = Publisher

    slug = factory.Sequence(lambda n: f"outlet-{n}")
    name = factory.Sequence(lambda n: f"Outlet {n}")


class FeedFactory(DjangoModelFactory):
    """A feed that is due."""

    class Meta:
        model = Feed

    name = factory.Sequence(lambda n: f"Feed {n}")
    url = factory.Sequence(lambda n: f"https://feeds.example.com/{n}.xml")
    owner = factory.SubFactory(UserFactory)


class NewsroomFactory(DjangoModelFactory):
    """The one newsroom."""

    class Meta:
        model = Newsroom
        django_get_or_create = ("id",)

    id = 1
    name = "The Newsroom"
    public_url = "https://newsroom.example"


class RatingScaleFactory(DjangoModelFactory):
    """A scale of three ratings: confirmed; wrong and outdated, which want a finding."""

    class Meta:
        model = RatingScale
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"scale-{n}")
    name = factory.LazyAttribute(lambda scale: scale.key.title())
    ordered = False

    @factory.post_generation
    def ratings(self, create: bool, extracted: object, **_: Any) -> None:
        if create:
            Rating.objects.bulk_create(
                Rating(
                    scale=self, position=position, key=key, label=label, meaning=label, requires_finding=wants
                )
                for position, (key, label, wants) in enumerate(_RATINGS, 1)
            )


class DeskFactory(DjangoModelFactory):
    """A desk with its policy; ``policy__required_verdicts=2`` sets one of the policy's fields."""

    class Meta:
        model = Desk
        skip_postgeneration_save = True

    newsroom = factory.SubFactory(NewsroomFactory)
    slug = factory.Sequence(lambda n: f"desk-{n}")
    name = factory.LazyAttribute(lambda desk: desk.slug.title())

    @factory.post_generation
    def policy(self, create: bool, extracted: object, **fields: Any) -> None:
        if create:
            if "scale" not in fields:
                fields["scale"] = RatingScale.objects.filter(is_default=True).first() or RatingScaleFactory(
                    is_default=True
                )
            Policy.objects.create(desk=self, **fields)


def default_desk(**policy: Any) -> Desk:
    """The desk that takes all claims, made if it is missing; ``policy`` changes fields of its policy."""
    desk = Desk.objects.filter(is_default=True).first()
    if desk is None:
        desk = DeskFactory(slug="news", is_default=True)
    if policy:
        Policy.objects.filter(desk=desk).update(**policy)
    return Desk.objects.select_related("policy__scale").get(pk=desk.pk)


class ArticleFactory(DjangoModelFactory):
    """An article without words; ``ArticleVersionFactory`` gives it some."""

    class Meta:
        model = Article

    owner = factory.SubFactory(UserFactory)
    status = Article.Status.READY


class ArticleVersionFactory(DjangoModelFactory):
    class Meta:
        model = ArticleVersion

    article = factory.SubFactory(ArticleFactory)
    number = factory.LazyAttribute(lambda version: version.article.versions.count() + 1)
    title = ""
    text = factory.Sequence(lambda n: f"The harbour lost {n + 40} containers, the port authority said.")
    headline = factory.SelfAttribute("title")
    text_sha256 = factory.LazyAttribute(lambda version: sha256_hex(version.text))
    content_sha256 = factory.LazyAttribute(lambda version: sha256_hex(f"{version.title}\0{version.text}"))
    astral = factory.LazyAttribute(
        lambda version: {"title": astral_offsets(version.title), "text": astral_offsets(version.text)}
    )

    @classmethod
    def _adjust_kwargs(cls, **fields: Any) -> dict[str, Any]:
        assert fields["text"] == normalise(fields["text"]), "stored text is NFC with \\n line ends"
        return fields


class ClaimFactory(DjangoModelFactory):
    """A claim that stands in a version: ``version=`` and ``quote=`` say where; first sentence by default."""

    class Meta:
        model = Claim
        exclude = ("version",)
        skip_postgeneration_save = True

    class Params:
        version = factory.SubFactory(ArticleVersionFactory)

    article = factory.SelfAttribute("version.article")
    kind = Claim.Kind.QUANTITY
    label = "Port authority: containers lost"
    claimant = "port authority"
    claimant_kind = "organization"
    score = 0.5
    reading = factory.LazyFunction(lambda: {"quantities": [], "claimants": []})

    @factory.post_generation
    def quote(self, create: bool, extracted: str | None, **_: Any) -> None:
        if not create:
            return
        version = self.article.versions.latest("number")
        quote = extracted or version.text.split(". ")[0]
        anchor(self, version, quote)


def anchor(claim: Claim, version: ArticleVersion, quote: str, *, part: str = "text") -> ClaimAnchor:
    """Where ``quote`` first stands in ``version``."""
    start = version.part(part).index(quote)
    return ClaimAnchor.objects.create(
        claim=claim,
        version=version,
        part=part,
        start=start,
        end=start + len(quote),
        quote=quote,
        focus=[[start, start + len(quote) - claim.pk % 2]],
        sentence={"start": start, "end": start + len(quote)},
        region="body",
    )


def revise(article: Article, old: str, new: str) -> ArticleVersion:
    """The next version of ``article``, with ``new`` for ``old``, read by an engine that finds nothing by itself.

    Its claims stand, drift or are gone, as their words do.
    """
    last = article.versions.latest("number")
    assert old in last.text
    text = last.text.replace(old, new)
    version = ArticleVersionFactory(article=article, title=last.title, text=text)
    with transaction.atomic():
        store_claims(version, analysis(version.text))
    return version


class PipelineRunFactory(DjangoModelFactory):
    """A run that waits, of an article that waits."""

    class Meta:
        model = PipelineRun

    version = factory.SubFactory(ArticleVersionFactory, article__status=Article.Status.QUEUED)
    step = PipelineRun.Step.EXTRACT


class ReviewFactory(DjangoModelFactory):
    """A review on the default desk, in ``triage`` or in the ``state`` asked for, with the history of it.

    ``required_verdicts=2`` and other columns are set before it moves.
    """

    class Meta:
        model = Review

    claim = factory.SubFactory(ClaimFactory)

    @classmethod
    def _create(
        cls,
        model_class: type[Review],
        *args: Any,
        claim: Claim,
        state: str = Review.State.TRIAGE,
        desk: Desk | None = None,
        editor: User | None = None,
        **columns: Any,
    ) -> Review:
        with transaction.atomic():
            review = workflow.start([claim], policy=(desk or default_desk()).policy)[0]
        if columns:
            Review.objects.filter(pk=review.pk).update(**columns)
        bring_to(review, Review.State(state), editor=editor)
        return Review.objects.select_related("claim__article", "desk__policy", "scale").get(pk=review.pk)


def bring_to(review: Review, state: Review.State, *, editor: User | None) -> None:
    """Move a review from triage to ``state`` as people would."""
    State = Review.State  # noqa: N806 (it is a class)
    if state == State.TRIAGE:
        return
    editor = editor or UserFactory(role="editor")
    if state == State.DISMISSED:
        workflow.dismiss(review.pk, actor=editor, reason=Review.DismissReason.TRIVIAL)
    elif state == State.MERGED:
        workflow.merge(review.pk, into=ReviewFactory(desk=review.desk).pk, actor=editor)
    else:
        workflow.accept(review.pk, actor=editor)
    if state == State.ON_HOLD:
        workflow.hold(review.pk, actor=editor, reason="waits for the ministry")
    elif state == State.DISPUTED:
        Review.objects.filter(pk=review.pk).update(required_verdicts=2, free_slots=2)
        VerdictFactory(review=review, rating="confirmed")
        VerdictFactory(review=review, rating="wrong")
    elif state == State.DECIDED:
        review.refresh_from_db()
        for _ in range(review.required_verdicts):
            VerdictFactory(review=review)
    if state in Review.SETTLED:
        let_undo_pass(review)


def let_undo_pass(review: Review) -> None:
    """As if the time to take a verdict back had passed: what settled the review may be told."""
    Review.objects.filter(pk=review.pk).update(reveal_at=timezone.now())


def still_settling(review: Review) -> None:
    """As if the verdict that settled the review had come in this moment."""
    Review.objects.filter(pk=review.pk).update(reveal_at=timezone.now() + timedelta(seconds=30))


def shorter_span(review: Review) -> SpanInput:
    """Where a reviewer may say that the claim stands: its first two words alone."""
    anchor = review.claim.anchors.select_related("version").latest("version__number")
    words = anchor.quote.split(" ")
    return SpanInput(
        start=anchor.start, end=anchor.start + len(" ".join(words[:2])), version=anchor.version.number
    )


def close(review: Review, reason: str) -> None:
    """Have a decided review closed for ``reason`` instead, in a new round, as its reviewers do."""
    workflow.reopen(review.pk, actor=UserFactory(role="editor"), reason="looked at again")
    for _ in range(review.required_verdicts):
        VerdictFactory(review=review, close_reason=reason)
    let_undo_pass(review)


class AssignmentFactory(DjangoModelFactory):
    """A lease on an open review, taken as a reviewer takes it."""

    class Meta:
        model = Assignment

    review = factory.SubFactory(ReviewFactory, state=Review.State.OPEN)
    reviewer = factory.SubFactory(UserFactory, role="reviewer")

    @classmethod
    def _create(
        cls, model_class: type[Assignment], *args: Any, review: Review, reviewer: User, **_: Any
    ) -> Assignment:
        return queue.lease(review.pk, reviewer=reviewer)


def ruling(
    review: Review,
    rating: str = "confirmed",
    *,
    close_reason: str = "",
    span: SpanInput | None = None,
    duplicate_of: int | None = None,
    target: str = "substance",
    finding: str = "84 containers",
    rationale: str = "The log of that night says so.",
    evidence: Sequence[EvidenceInput] = (),
    claim_revision: int | None = None,
    on_old_words: bool = False,
) -> verdicts.Ruling:
    """A complete ruling; ``rating`` is a key of the review's scale and falls away before a close reason."""
    if close_reason == "wrong_span":
        span = span or shorter_span(review)
    if close_reason == "duplicate":
        duplicate_of = duplicate_of or ReviewFactory(desk=review.desk).pk
    return verdicts.Ruling(
        claim_revision=review.claim_revision if claim_revision is None else claim_revision,
        on_old_words=on_old_words,
        rating=None if close_reason else review.scale.ratings.get(key=rating),
        close_reason=close_reason,
        span=span,
        duplicate_of=duplicate_of,
        target=target,
        finding={"text": finding} if finding else None,
        rationale=rationale,
        evidence=evidence,
    )


class VerdictFactory(DjangoModelFactory):
    """A verdict on an open review, leased and submitted as a reviewer does it."""

    class Meta:
        model = Verdict

    review = factory.SubFactory(ReviewFactory, state=Review.State.OPEN)
    reviewer = factory.SubFactory(UserFactory, role="reviewer")

    @classmethod
    def _create(
        cls, model_class: type[Verdict], *args: Any, review: Review, reviewer: User, **words: Any
    ) -> Verdict:
        assignment = queue.lease(review.pk, reviewer=reviewer)
        return verdicts.submit(assignment.pk, reviewer=reviewer, ruling=ruling(assignment.review, **words))


class FactCheckFactory(DjangoModelFactory):
    """A fact check of a decided review, in ``draft`` or in the ``state`` asked for."""

    class Meta:
        model = FactCheck

    review = factory.SubFactory(ReviewFactory, state=Review.State.DECIDED)
    author = factory.SubFactory(UserFactory, role="editor")

    @classmethod
    def _create(
        cls,
        model_class: type[FactCheck],
        *args: Any,
        review: Review,
        author: User,
        state: str = FactCheck.State.DRAFT,
        **words: Any,
    ) -> FactCheck:
        State = FactCheck.State  # noqa: N806 (it is a class)
        copy = {"headline": "Were containers lost?", "summary": "Yes.", "body": "All of it.", **words}
        pk = workflow.draft(review.pk, author=author, words=copy).pk
        publisher = UserFactory(role="publishing_editor")
        if state != State.DRAFT:
            workflow.submit(pk, actor=author)
        if state in {State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN}:
            workflow.approve(pk, actor=publisher)
        if state == State.WITHDRAWN:
            workflow.withdraw(pk, actor=publisher, reason="We were wrong.")
        elif state == State.SUPERSEDED:
            newer = FactCheckFactory(state=State.PUBLISHED)
            workflow.supersede(pk, by=newer.pk, actor=publisher)
        return FactCheck.objects.select_related("review__claim").get(pk=pk)


def inherit(source: FactCheck, *, editor: User | None = None) -> Review:
    """Another review, decided by what ``source`` says."""
    review = ReviewFactory()
    workflow.inherit(review.pk, fact_check_id=source.pk, actor=editor or UserFactory(role="editor"))
    return Review.objects.get(pk=review.pk)


class ApiTokenFactory(DjangoModelFactory):
    """A token with all its user's scopes; its secret is on ``token.secret`` for as long as the test runs."""

    class Meta:
        model = ApiToken

    user = factory.SubFactory(UserFactory, role="integration")
    name = "test"

    @classmethod
    def _create(
        cls,
        model_class: type[ApiToken],
        *args: Any,
        user: User,
        name: str,
        scopes: Sequence[str] | None = None,
        expires_at: datetime | None = None,
    ) -> ApiToken:
        token, secret = create_token(user, name=name, scopes=scopes, expires_at=expires_at)
        token.secret = secret
        return token


def record(subject: Article, kind: str = "article.noted", **details: Any) -> Event:
    """An event in the history of ``subject``."""
    with transaction.atomic():
        return history.record(
            subject, kind, actor=None, details=details or {"n": 1}, article_ids=[subject.pk]
        )
