"""Whose words may stand in what the desk writes, so that a take-down reaches them.

Nobody can tell from a rationale which article it speaks of. What counts is what its writer had before
them: the articles that the review's claims come from, and what was written on the review before.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Func, QuerySet

from factcheck import history
from factcheck.models import Article, Event, Payload
from factcheck.prepared import Param, prepared
from reviews.models import (
    Assignment,
    CommentRevision,
    Draft,
    ExpertLink,
    FactCheckRevision,
    Outcome,
    Review,
    Sighting,
    Verdict,
)


def articles_quoted_on(review: Review) -> set[int]:
    """The articles that words written on ``review`` now may quote.

    A merge adds the articles of the claims that it brings. Taking it back leaves those that words were written
    about meanwhile: whoever writes next has read them. An inherited outcome brings those of its source.
    """
    quoted = _article_ids_of_words_on(review=review.pk, stream=history.stream_of(review))
    return {review.claim.article_id}.union(*quoted)


@prepared
def _article_ids_of_words_on(review: Param, stream: Param) -> QuerySet[Any, list[int]]:
    """What words on a review may quote, each kind by its own index; an OR over the joins would read the whole table."""
    payloads = Payload.objects.order_by()
    sighted = Sighting.objects.order_by().filter(review=review)
    words: list[QuerySet] = [
        payloads.filter(event__stream=stream),
        payloads.filter(verdict__review=review),
        payloads.filter(outcome__review=review),
        payloads.filter(fact_check_revision__fact_check__review=review),
        payloads.filter(comment_revision__comment__review=review),
        payloads.filter(expert_link__review=review),
        payloads.filter(overriding_assignment__review=review),
        Draft.objects.order_by().filter(review=review),
    ]
    of_claims = Func(
        "claim__article", template="ARRAY[%(expressions)s]", output_field=ArrayField(BigIntegerField())
    )
    articles = sighted.values_list(of_claims, flat=True)
    return articles.union(*(kind.values_list("article_ids", flat=True) for kind in words), all=True)


def reviews_that_may_quote(article: Article) -> set[int]:
    """The reviews on which words of ``article`` may stand, or come to stand when somebody copies them."""
    quoting = Payload.objects.filter(article_ids__contains=[article.pk])
    sources: list[QuerySet] = [
        Review.objects.filter(claim__article=article).values_list("pk", flat=True),
        Sighting.objects.filter(claim__article=article).values_list("review_id", flat=True),
        Verdict.objects.filter(payload__in=quoting).values_list("review_id", flat=True),
        Outcome.objects.filter(payload__in=quoting).values_list("review_id", flat=True),
        FactCheckRevision.objects.filter(payload__in=quoting).values_list("fact_check__review_id", flat=True),
        CommentRevision.objects.filter(payload__in=quoting).values_list("comment__review_id", flat=True),
        ExpertLink.objects.filter(payload__in=quoting).values_list("review_id", flat=True),
        Assignment.objects.filter(override__in=quoting).values_list("review_id", flat=True),
        Draft.objects.filter(article_ids__contains=[article.pk]).values_list("review_id", flat=True),
    ]
    streams = Event.objects.filter(payload__in=quoting, stream__startswith="review:")
    told = (int(stream.partition(":")[2]) for stream in streams.values_list("stream", flat=True))
    return set(told).union(*sources)
