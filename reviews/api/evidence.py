"""Evidence over the API."""

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request

from factcheck.api.input import Input, Text
from factcheck.api.moments import Moment
from factcheck.api.permissions import caller
from factcheck.errors import Redacted
from reviews import confidentiality
from reviews.api.downloads import download
from reviews.api.evidence_files import BYTES
from reviews.models import Evidence


class EvidenceInput(Input):
    kind = serializers.ChoiceField(Evidence.Kind.choices)
    stance = serializers.ChoiceField(Evidence.Stance.choices)
    url = Text(
        required=False, max_length=2000, help_text="A document, data set or picture has one, or a title."
    )
    title = Text(required=False, max_length=500)
    quote = Text(required=False, max_length=10_000)
    archive_url = Text(required=False, max_length=2000)
    note = Text(
        required=False, max_length=10_000, help_text="Where nothing was found: where it was looked for."
    )
    confidential = serializers.BooleanField(
        required=False, help_text="For its author, adjudicators and publishing editors only."
    )
    retrieved_at = Moment(has_come=True, required=False, allow_null=True)
    attachment = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="A file of yours: the id that evidence/attachments/ gave it.",
    )
    fetch = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="A page that evidence/fetch/ read for you: its digest is kept.",
    )


class AttachmentSerializer(serializers.Serializer):
    """A file beside the evidence; ``evidence/{id}/attachment/`` has its bytes."""

    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()


class EvidenceSerializer(serializers.ModelSerializer):
    url = serializers.CharField(source="words.url", read_only=True)
    title = serializers.CharField(source="words.title", read_only=True)
    quote = serializers.CharField(source="words.quote", read_only=True)
    archive_url = serializers.CharField(source="words.archive_url", read_only=True)
    note = serializers.CharField(source="words.note", read_only=True)
    sha256 = serializers.CharField(
        source="words.sha256", read_only=True, help_text="Of what stood at the address when the desk looked."
    )
    attachment = AttachmentSerializer(source="words.attachment", read_only=True, allow_null=True)

    class Meta:
        model = Evidence
        fields = [
            "id",
            "kind",
            "stance",
            "url",
            "title",
            "quote",
            "archive_url",
            "note",
            "confidential",
            "retrieved_at",
            "sha256",
            "attachment",
            "created_at",
        ]
        read_only_fields = fields


class GivenEvidenceSerializer(EvidenceSerializer):
    """A piece by itself: with the verdict that rests on it."""

    review = serializers.IntegerField(source="verdict.review_id", read_only=True)

    class Meta(EvidenceSerializer.Meta):
        fields = [*EvidenceSerializer.Meta.fields, "verdict", "review"]
        read_only_fields = fields


class EvidenceFilter(django_filters.FilterSet):
    review = django_filters.NumberFilter(field_name="verdict__review_id")
    verdict = django_filters.NumberFilter(field_name="verdict_id")
    kind = django_filters.ChoiceFilter(choices=Evidence.Kind.choices)
    stance = django_filters.ChoiceFilter(choices=Evidence.Stance.choices)

    class Meta:
        model = Evidence
        fields: list[str] = []


class EvidenceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """What verdicts rest on: one's own at once, others' once their verdict is revealed.

    A confidential piece is its author's, an adjudicator's and a publishing editor's; for others it is not there.
    """

    queryset = Evidence.objects.none()
    serializer_class = GivenEvidenceSerializer
    filterset_class = EvidenceFilter
    lookup_value_regex = r"\d{1,18}"
    scopes = dict.fromkeys(("list", "retrieve", "attachment"), "verdicts:read")

    def get_queryset(self) -> QuerySet[Evidence]:
        if getattr(self, "swagger_fake_view", False):
            return Evidence.objects.none()
        return confidentiality.visible_to(caller(self.request), at=timezone.now())

    @extend_schema(responses=BYTES)
    @action(detail=True)
    def attachment(self, request: Request, pk: str) -> HttpResponse:
        """The attached file, as a download. 404 where there is none, or none that you may read."""
        piece: Evidence = self.get_object()
        attached = piece.words["attachment"]
        if piece.payload.redacted_at:
            raise Redacted("The file went with the article that it may have been a copy of.")
        if piece.attachment is None or attached is None:
            raise Http404
        return download(piece.attachment, name=attached["name"], media_type=attached["media_type"])
