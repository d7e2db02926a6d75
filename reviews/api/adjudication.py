"""A dispute over the API: side by side, evidence once, the point of difference named."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.permissions import caller
from reviews import adjudication
from reviews.api.evidence import EvidenceSerializer
from reviews.api.verdicts import VerdictSerializer
from reviews.difference import CODES
from reviews.models import Evidence, Review


class CitationSerializer(serializers.Serializer):
    verdict = serializers.IntegerField(source="verdict.pk")
    reviewer = serializers.CharField(source="verdict.reviewer.username")
    stance = serializers.ChoiceField(Evidence.Stance.choices)


class MergedEvidenceSerializer(serializers.Serializer):
    """One thing that reviewers cite, as the first of them gave it, and who else does."""

    piece = EvidenceSerializer()
    confidential = serializers.BooleanField(source="is_confidential", help_text="Any of them said so.")
    cited_by = CitationSerializer(many=True)


class DifferenceSerializer(serializers.Serializer):
    code = serializers.ChoiceField([(code, code) for code in CODES])
    sentence = serializers.CharField()


class CaseSerializer(serializers.Serializer):
    """What whoever rules has before them."""

    review = serializers.IntegerField(source="review.pk")
    round = serializers.IntegerField(source="review.round")
    dispute_kind = serializers.ChoiceField(Review.DisputeKind.choices, source="review.dispute_kind")
    waiting_since = serializers.DateTimeField(source="review.state_since")
    given_ratings = serializers.ListField(child=serializers.CharField())
    differences = DifferenceSerializer(many=True)
    verdicts = VerdictSerializer(many=True)
    evidence = MergedEvidenceSerializer(many=True)


class ShowsCase(viewsets.GenericViewSet):
    """Adds the case of a dispute to ``ReviewViewSet``."""

    @extend_schema(responses=CaseSerializer)
    @action(detail=True)
    def adjudication(self, request: Request, pk: str) -> Response:
        """The verdicts side by side, their evidence without repeats, and where they part. Once revealed."""
        review: Any = self.get_object()
        case = adjudication.case_of(review, caller(request), at=timezone.now())
        return Response(CaseSerializer(case, context={"request": request}).data)
