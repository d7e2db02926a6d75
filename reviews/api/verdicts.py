"""Verdicts over the API."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.idempotent import idempotent
from factcheck.api.input import Input, Text
from factcheck.api.permissions import caller
from factcheck.api.presenting import shown
from factcheck.headlines import headline_of, with_headline
from factcheck.models import ClaimAnchor, User
from reviews import verdicts, workflow
from reviews.api.evidence import EvidenceInput, EvidenceSerializer
from reviews.confidentiality import with_evidence
from reviews.models import Rating, Verdict
from reviews.quoting import articles_quoted_on


class FindingField(Input):
    """The desk's own answer: "84, air force, as of 10 March 14:00"."""

    text = Text(max_length=2000)
    quantities = serializers.ListField(child=serializers.JSONField(), required=False, max_length=50)
    as_of = serializers.DateTimeField(required=False, allow_null=True)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """As JSON: the finding is stored, not computed with."""
        super().to_internal_value(data)
        return dict(data)

    def to_representation(self, instance: Any) -> Any:
        return instance


class SpanInputSerializer(Input):
    """Where the claim should stand: code points, half-open, of the article version that was read."""

    part = serializers.ChoiceField(ClaimAnchor.Part.choices, default="text")
    start = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    end = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    version = serializers.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        required=False,
        help_text="The number of the version looked at; 409 if the claim stands in another by now.",
    )


class CorrectedSpanSerializer(serializers.Serializer):
    """Where the reviewers say that the claim stands."""

    part = serializers.ChoiceField(ClaimAnchor.Part.choices)
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    version = serializers.IntegerField()


class VerdictInput(Input):
    """A rating of the review's scale, or a reason to close; and how the reviewer came to it."""

    rating = serializers.SlugField(required=False, help_text="A rating's key.")
    close_reason = serializers.ChoiceField(Verdict.CloseReason.choices, required=False)
    span = SpanInputSerializer(required=False, help_text="With wrong_span: where the claim should stand.")
    duplicate_of = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        help_text="With duplicate: the review that it repeats.",
    )
    target = serializers.ChoiceField(Verdict.Target.choices, required=False)
    finding = FindingField(required=False, allow_null=True)
    rationale = Text(max_length=50_000)
    evidence = EvidenceInput(many=True, required=False, max_length=100)  # type: ignore[call-arg]
    claim_revision = serializers.IntegerField(min_value=1, help_text="The one that the assignment named.")
    on_old_words = serializers.BooleanField(
        required=False,
        help_text="The article changed the words since, and this rules on the old ones, which claim_revision names.",
    )


class VerdictSerializer(serializers.ModelSerializer):
    article = serializers.IntegerField(source="review.claim.article_id", read_only=True)
    article_title = serializers.SerializerMethodField(help_text="The headline, given or read.")
    claim = serializers.IntegerField(source="review.claim_id", read_only=True)
    label = serializers.CharField(source="review.claim.label", read_only=True)  # type: ignore[assignment]
    reviewer: "serializers.SlugRelatedField[User]" = serializers.SlugRelatedField(
        slug_field="username", read_only=True
    )
    rating: "serializers.SlugRelatedField[Rating]" = serializers.SlugRelatedField(
        slug_field="key", read_only=True, allow_null=True
    )
    rating_label = serializers.CharField(source="rating.label", read_only=True, default=None, allow_null=True)
    close_reason = serializers.ChoiceField(
        Verdict.CloseReason.choices,
        read_only=True,
        allow_blank=True,
        help_text="Empty where there is a rating.",
    )
    span = CorrectedSpanSerializer(source="corrected_span", read_only=True, allow_null=True)
    finding = FindingField(source="words.finding", read_only=True, allow_null=True)
    rationale = serializers.CharField(source="words.rationale", read_only=True, allow_null=True)
    evidence = serializers.SerializerMethodField()

    class Meta:
        model = Verdict
        fields = [
            "id",
            "review",
            "round",
            "article",
            "article_title",
            "claim",
            "label",
            "reviewer",
            "rating",
            "rating_label",
            "close_reason",
            "span",
            "duplicate_of",
            "target",
            "finding",
            "rationale",
            "evidence",
            "claim_revision",
            "created_at",
        ]
        read_only_fields = fields

    def get_article_title(self, verdict: Verdict) -> str:
        for row in (verdict, verdict.review):  # asked for with the list, or with the lock
            if hasattr(row, "headline"):
                return row.headline or ""
        return headline_of(verdict.review.claim.article_id)

    @extend_schema_field(EvidenceSerializer(many=True))
    def get_evidence(self, verdict: Verdict) -> Any:
        return [shown(piece, by=EvidenceSerializer) for piece in verdict.evidence_shown]


class VerdictFilter(django_filters.FilterSet):
    review = django_filters.NumberFilter(field_name="review_id")
    article = django_filters.NumberFilter(field_name="review__claim__article_id")
    rating = django_filters.CharFilter(field_name="rating__key")
    reviewer = django_filters.CharFilter(field_name="reviewer__username")

    class Meta:
        model = Verdict
        fields: list[str] = []


class RetractInput(Input):
    reason = Text(required=False, max_length=500)


class VerdictViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Standing verdicts: one's own at once, others' once they are revealed."""

    queryset = Verdict.objects.none()
    serializer_class = VerdictSerializer
    filterset_class = VerdictFilter
    lookup_value_regex = r"\d{1,18}"
    scopes = {"list": "verdicts:read", "retrieve": "verdicts:read", "retract": "reviews:review"}

    def get_queryset(self) -> QuerySet[Verdict]:
        if getattr(self, "swagger_fake_view", False):
            return Verdict.objects.none()
        user = caller(self.request)
        visible = with_evidence(verdicts.visible_to(user, at=timezone.now()), user)
        return with_headline(visible, article="review__claim__article")

    @extend_schema(request=RetractInput, responses={204: None})
    @action(detail=True, methods=["post"])
    @idempotent
    def retract(self, request: Request, pk: str) -> Response:
        """Take one's verdict back, within the desk's undo window."""
        body = RetractInput(data=request.data)
        body.is_valid(raise_exception=True)
        verdict = workflow.retract_verdict(
            self.get_object().pk, reviewer=caller(request), reason=body.validated_data.get("reason", "")
        )
        self.quoted_article_ids = articles_quoted_on(verdict.review)
        return Response(status=status.HTTP_204_NO_CONTENT)
