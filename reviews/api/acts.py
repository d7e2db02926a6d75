"""What all acts on one review share: read the words, make one move, answer with the review."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.idempotent import idempotent
from factcheck.api.input import Input
from reviews.api.review_serializers import ReviewDetailSerializer
from reviews.disclosures import with_disclosures
from reviews.models import Review
from reviews.quoting import articles_quoted_on


class ReviewActs(viewsets.GenericViewSet):
    """A group of acts; ``ReviewViewSet`` puts the groups together."""

    #: Which scope each act needs. Each takes an ``Idempotency-Key``.
    act_scopes: dict[str, str | tuple[str, ...]] = {}

    def get_queryset(self) -> QuerySet[Review]:
        return with_disclosures(
            Review.objects.select_related(
                "claim",
                "desk__policy",
                "scale",
                "outcome__rating",
                "outcome__payload",
                "outcome__span_version",
            )
        )

    def read(self, serializer: type[Input]) -> dict[str, Any]:
        body = serializer(data=self.request.data)
        body.is_valid(raise_exception=True)
        return body.validated_data

    def answer(self, review: Review) -> Response:
        fresh = self.get_queryset().get(pk=review.pk)
        self.quoted_article_ids = articles_quoted_on(fresh)
        return Response(ReviewDetailSerializer(fresh).data)


def act(body: type[Input] | None, *, url_path: str | None = None) -> Callable[..., Any]:
    """A POST on one review that reads ``body`` and answers with the review."""

    def decorate(method: Callable[[Any, Request, str], Response]) -> Any:
        routed = action(detail=True, methods=["post"], url_path=url_path or method.__name__)(
            idempotent(method)
        )
        return extend_schema(request=body, responses=ReviewDetailSerializer)(routed)

    return decorate
