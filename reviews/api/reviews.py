"""Reviews over the API: where they stand, and the moves that editors and adjudicators make."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.claims import ClaimSerializer, latest_anchors
from factcheck.api.idempotent import idempotent
from factcheck.api.input import Input
from factcheck.api.permissions import caller
from factcheck.models import Desk
from reviews import queue, workflow
from reviews.api.assignments import AssignmentSerializer
from reviews.api.ratings import rating_of
from reviews.api.scales import RatingScaleSerializer
from reviews.api.verdicts import FindingField
from reviews.blindness import told_of
from reviews.models import Outcome, Rating, Review
from reviews.models.review import ReviewQuerySet
from reviews.quoting import articles_quoted_on


class OutcomeSerializer(serializers.ModelSerializer):
    rating: "serializers.SlugRelatedField[Rating]" = serializers.SlugRelatedField(
        slug_field="key", read_only=True, allow_null=True
    )
    rating_label = serializers.CharField(source="rating.label", read_only=True, default=None, allow_null=True)
    finding = FindingField(source="words.finding", read_only=True, allow_null=True)
    summary = serializers.CharField(source="words.summary", read_only=True, allow_null=True)

    class Meta:
        model = Outcome
        fields = [
            "id",
            "round",
            "basis",
            "rating",
            "rating_label",
            "close_reason",
            "finding",
            "summary",
            "created_at",
        ]
        read_only_fields = fields


class ReviewSerializer(serializers.ModelSerializer):
    """Where a review stands. Nothing here depends on what a colleague did while it is open, or may be again."""

    label = serializers.CharField(source="claim.label", read_only=True)  # type: ignore[assignment]
    figure = serializers.CharField(source="claim.figure", read_only=True)
    claimant = serializers.CharField(source="claim.claimant", read_only=True)
    score = serializers.FloatField(source="claim.score", read_only=True)
    article = serializers.IntegerField(source="claim.article_id", read_only=True)
    desk: "serializers.SlugRelatedField[Desk]" = serializers.SlugRelatedField(
        slug_field="slug", read_only=True
    )
    outcome = serializers.SerializerMethodField()

    class Meta:
        model = Review
        fields = [
            "id",
            "state",
            "state_since",
            "round",
            "claim",
            "claim_revision",
            "label",
            "figure",
            "claimant",
            "score",
            "article",
            "desk",
            "scale",
            "required_verdicts",
            "priority",
            "due_at",
            "reason",
            "wake_at",
            "merged_into",
            "stale",
            "challenged",
            "legal_hold",
            "outcome",
            "created_at",
        ]
        read_only_fields = fields

    def to_representation(self, review: Review) -> dict[str, Any]:
        told = told_of(review, at=timezone.now())
        return {
            **super().to_representation(review),
            "state": told.state.value,
            "state_since": self.fields["state_since"].to_representation(told.since),
            "reason": told.reason,
        }

    @extend_schema_field(OutcomeSerializer(allow_null=True))
    def get_outcome(self, review: Review) -> dict[str, Any] | None:
        if review.outcome is None or not review.is_revealed(at=timezone.now()):
            return None
        return OutcomeSerializer(review.outcome).data


class ReviewDetailSerializer(ReviewSerializer):
    """One review with its claim and the scale it is rated on."""

    claim_detail = serializers.SerializerMethodField()
    rating_scale = RatingScaleSerializer(source="scale", read_only=True)

    class Meta(ReviewSerializer.Meta):
        fields = [*ReviewSerializer.Meta.fields, "claim_detail", "rating_scale"]
        read_only_fields = fields

    @extend_schema_field(ClaimSerializer)
    def get_claim_detail(self, review: Review) -> dict[str, Any]:
        return ClaimSerializer(latest_anchors([review.claim])[0]).data


class ReviewFilter(django_filters.FilterSet):
    state = django_filters.MultipleChoiceFilter(choices=Review.State.choices, method="told_to_be")
    article = django_filters.NumberFilter(field_name="claim__article_id")
    publisher = django_filters.CharFilter(field_name="claim__article__publisher__slug")
    claimant = django_filters.CharFilter(field_name="claim__claimant")
    min_score = django_filters.NumberFilter(
        field_name="claim__score", lookup_expr="gte", min_value=0, max_value=1
    )
    desk = django_filters.CharFilter(field_name="desk__slug")

    class Meta:
        model = Review
        fields: list[str] = []

    def told_to_be(self, queryset: ReviewQuerySet, name: str, value: list[str]) -> ReviewQuerySet:
        return queryset.told_to_be(value, at=timezone.now()) if value else queryset


class AcceptInput(Input):
    priority = serializers.IntegerField(required=False, min_value=-100, max_value=100)
    due_at = serializers.DateTimeField(required=False)


class DismissInput(Input):
    reason = serializers.ChoiceField(Review.DismissReason.choices)
    note = serializers.CharField(required=False, max_length=400)


class MergeInput(Input):
    into = serializers.IntegerField(min_value=1)


class InheritInput(Input):
    fact_check = serializers.IntegerField(min_value=1)


class ReasonInput(Input):
    reason = serializers.CharField(max_length=500)


class HoldInput(ReasonInput):
    wake_at = serializers.DateTimeField(required=False)


class ReopenInput(ReasonInput):
    to = serializers.ChoiceField([workflow.State.OPEN, workflow.State.TRIAGE], required=False)


class AdjudicateInput(Input):
    rating = serializers.SlugField()
    summary = serializers.CharField(max_length=20_000)
    finding = FindingField(required=False)


class SendBackInput(Input):
    comment = serializers.CharField(max_length=500)


class ReviewViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Review.objects.none()
    serializer_class = ReviewSerializer
    filterset_class = ReviewFilter
    lookup_value_regex = r"\d{1,18}"
    idempotent_actions = frozenset(
        {
            "accept",
            "dismiss",
            "merge",
            "unmerge",
            "inherit",
            "hold",
            "wake",
            "reopen",
            "adjudicate",
            "send_back",
        }
    )
    scopes = {
        "list": "reviews:read",
        "retrieve": "reviews:read",
        **dict.fromkeys(
            ("accept", "dismiss", "merge", "unmerge", "inherit", "hold", "wake", "reopen"), "reviews:triage"
        ),
        **dict.fromkeys(("adjudicate", "send_back"), "reviews:adjudicate"),
        "lease": "reviews:review",
    }

    def get_queryset(self) -> QuerySet[Review]:
        return Review.objects.select_related(
            "claim", "desk__policy", "scale", "outcome__rating", "outcome__payload"
        )

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return ReviewSerializer if self.action == "list" else ReviewDetailSerializer

    @extend_schema(request=AcceptInput, responses=ReviewDetailSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def accept(self, request: Request, pk: str) -> Response:
        """Let the claim into the queue."""
        body = self._read(AcceptInput)
        return self._answer(workflow.accept(self.get_object().pk, actor=caller(request), **body))

    @extend_schema(request=DismissInput, responses=ReviewDetailSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def dismiss(self, request: Request, pk: str) -> Response:
        """Leave the claim unchecked, for a reason."""
        body = self._read(DismissInput)
        return self._answer(workflow.dismiss(self.get_object().pk, actor=caller(request), **body))

    @extend_schema(request=MergeInput, responses=ReviewDetailSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def merge(self, request: Request, pk: str) -> Response:
        """Put its sightings under another review of the same proposition."""
        body = self._read(MergeInput)
        return self._answer(workflow.merge(self.get_object().pk, actor=caller(request), **body))

    @extend_schema(request=ReasonInput, responses=ReviewDetailSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def unmerge(self, request: Request, pk: str) -> Response:
        """Take a merge back."""
        body = self._read(ReasonInput)
        return self._answer(workflow.unmerge(self.get_object().pk, actor=caller(request), **body))

    @extend_schema(request=InheritInput, responses=ReviewDetailSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def inherit(self, request: Request, pk: str) -> Response:
        """Decide it by a published fact check of the same claim."""
        body = self._read(InheritInput)
        return self._answer(
            workflow.inherit(self.get_object().pk, actor=caller(request), fact_check_id=body["fact_check"])
        )

    @extend_schema(request=HoldInput, responses=ReviewDetailSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def hold(self, request: Request, pk: str) -> Response:
        """Set it aside, until a time or until it is woken."""
        body = self._read(HoldInput)
        return self._answer(workflow.hold(self.get_object().pk, actor=caller(request), **body))

    @extend_schema(request=None, responses=ReviewDetailSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def wake(self, request: Request, pk: str) -> Response:
        """Put a held review back into the queue."""
        return self._answer(workflow.wake(self.get_object().pk, actor=caller(request)))

    @extend_schema(request=ReopenInput, responses=ReviewDetailSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def reopen(self, request: Request, pk: str) -> Response:
        """Take it from rest, in a new round."""
        body = self._read(ReopenInput)
        return self._answer(workflow.reopen(self.get_object().pk, actor=caller(request), **body))

    @extend_schema(request=AdjudicateInput, responses=ReviewDetailSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def adjudicate(self, request: Request, pk: str) -> Response:
        """Rule where reviewers differ."""
        review, body = self.get_object(), self._read(AdjudicateInput)
        rating = rating_of(review, body["rating"])
        return self._answer(
            workflow.rule(
                review.pk,
                actor=caller(request),
                rating=rating,
                summary=body["summary"],
                finding=body.get("finding"),
            )
        )

    @extend_schema(request=SendBackInput, responses=ReviewDetailSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    @idempotent
    def send_back(self, request: Request, pk: str) -> Response:
        """Have a disputed review done again, told why."""
        body = self._read(SendBackInput)
        return self._answer(workflow.send_back(self.get_object().pk, actor=caller(request), **body))

    @extend_schema(request=None, responses=AssignmentSerializer)
    @action(detail=True, methods=["post"])
    def lease(self, request: Request, pk: str) -> Response:
        """Take this review."""
        assignment = queue.lease(self.get_object().pk, reviewer=caller(request))
        return Response(AssignmentSerializer(assignment).data)

    def _read(self, serializer: type[Input]) -> dict[str, Any]:
        body = serializer(data=self.request.data)
        body.is_valid(raise_exception=True)
        return body.validated_data

    def _answer(self, review: Review) -> Response:
        fresh = self.get_queryset().get(pk=review.pk)
        self.quoted_article_ids = articles_quoted_on(fresh)
        return Response(ReviewDetailSerializer(fresh).data)
