"""Reviews over the API: where they stand, and what may be done to them."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.claims import with_words
from factcheck.api.permissions import caller
from factcheck.models import Claim
from reviews import queue
from reviews.api.adjudication import ShowsCase
from reviews.api.assignment_serializers import AssignmentSerializer
from reviews.api.legal_holds import LegalHoldActs
from reviews.api.past import PastOfReview
from reviews.api.review_serializers import ReviewDetailSerializer, ReviewSerializer
from reviews.api.ruling_acts import RulingActs
from reviews.api.triage_acts import TriageActs
from reviews.models import Review
from reviews.models.review import ReviewQuerySet

#: Long, and in no line of a list.
_NOT_LISTED = ["claim__reading", "claim__overlay", "claim__suggestion", "scale__description"]


class ReviewFilter(django_filters.FilterSet):
    state = django_filters.MultipleChoiceFilter(choices=Review.State.choices, method="told_to_be")
    article = django_filters.NumberFilter(field_name="claim__article_id")
    publisher = django_filters.CharFilter(field_name="claim__article__publisher__slug")
    claimant = django_filters.CharFilter(field_name="claim__claimant")
    min_score = django_filters.NumberFilter(
        field_name="claim__score", lookup_expr="gte", min_value=0, max_value=1
    )
    desk = django_filters.CharFilter(field_name="desk__slug")
    q = django_filters.CharFilter(method="search", help_text="Words of the claim's label and the claimant.")

    class Meta:
        model = Review
        fields: list[str] = []

    def search(self, queryset: ReviewQuerySet, name: str, value: str) -> ReviewQuerySet:
        return queryset.filter(claim__in=with_words(Claim.objects.all(), value).values("pk"))

    def told_to_be(self, queryset: ReviewQuerySet, name: str, value: list[str]) -> ReviewQuerySet:
        return queryset.told_to_be(value, at=timezone.now()) if value else queryset


class ReviewViewSet(
    TriageActs,
    RulingActs,
    LegalHoldActs,
    ShowsCase,
    PastOfReview,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
):
    """Where reviews stand. What a colleague did shows nowhere while a review is open, or may be again."""

    queryset = Review.objects.none()
    serializer_class = ReviewSerializer
    filterset_class = ReviewFilter
    lookup_value_regex = r"\d{1,18}"
    acts = {**TriageActs.act_scopes, **RulingActs.act_scopes, **LegalHoldActs.act_scopes}
    scopes = {
        "list": "reviews:read",
        "retrieve": "reviews:read",
        "lease": "reviews:review",
        "adjudication": ("reviews:adjudicate", "reviews:triage"),
        **PastOfReview.past_scopes,
        **acts,
    }

    def get_queryset(self) -> QuerySet[Review]:
        rows = super().get_queryset()
        return rows.defer(*_NOT_LISTED) if self.action == "list" else rows

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return ReviewSerializer if self.action == "list" else ReviewDetailSerializer

    @extend_schema(request=None, responses=AssignmentSerializer)
    @action(detail=True, methods=["post"])
    def lease(self, request: Request, pk: str) -> Response:
        """Take this review."""
        assignment = queue.lease(self.get_object().pk, reviewer=caller(request))
        return Response(AssignmentSerializer(assignment).data)
