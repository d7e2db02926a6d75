"""Files on their way into a verdict, over the API."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.idempotent import idempotent
from factcheck.api.input import Input
from factcheck.api.parsers import UploadParser
from factcheck.api.permissions import caller
from reviews import attachments
from reviews.api.downloads import download
from reviews.models import EvidenceFile
from reviews.quoting import articles_quoted_on

#: What a download may be, for the document.
BYTES = {
    (200, media_type): OpenApiTypes.BINARY
    for media_type in (
        "application/octet-stream", "application/pdf", "image/gif", "image/jpeg", "image/png", "image/webp", "text/plain",
    )
}  # fmt: skip


class EvidenceUploadParser(UploadParser):
    def most_bytes(self) -> int:
        return settings.EVIDENCE_MAX_FILE_BYTES


class EvidenceFileInput(Input):
    file = serializers.FileField(
        allow_empty_file=True, help_text="PNG, JPEG, WebP, GIF, PDF or plain text, told by its bytes."
    )
    review = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, help_text="One that you took from the queue."
    )


class EvidenceFileSerializer(serializers.ModelSerializer):
    sha256 = serializers.CharField(source="blob.sha256", read_only=True)

    class Meta:
        model = EvidenceFile
        fields = ["id", "name", "media_type", "size", "sha256", "created_at"]
        read_only_fields = fields


class EvidenceFileViewSet(viewsets.GenericViewSet):
    """One's own uploads, for a day: name one in ``evidence[].attachment`` of a verdict, and it stays with that."""

    queryset = EvidenceFile.objects.none()
    serializer_class = EvidenceFileSerializer
    pagination_class = None
    parser_classes = [EvidenceUploadParser]
    lookup_value_regex = r"[0-9a-f-]{1,36}"
    scopes = dict.fromkeys(("create", "retrieve", "destroy"), "reviews:review")

    def get_queryset(self) -> QuerySet[EvidenceFile]:
        if getattr(self, "swagger_fake_view", False):
            return EvidenceFile.objects.none()
        return EvidenceFile.objects.filter(uploaded_by=caller(self.request))

    @extend_schema(
        request={"multipart/form-data": EvidenceFileInput}, responses={201: EvidenceFileSerializer}
    )
    @idempotent
    def create(self, request: Request) -> Response:
        """Upload a file for a review that one rules on. It is told by its bytes, whatever it is called."""
        body = EvidenceFileInput(data=request.data)
        body.is_valid(raise_exception=True)
        given: dict[str, Any] = body.validated_data
        upload = given["file"]
        file = attachments.receive(
            upload.read(),
            name=upload.name or "",
            declared=upload.content_type or "",
            review_id=given["review"],
            owner=caller(request),
        )
        self.quoted_article_ids = articles_quoted_on(file.review)
        return Response(
            EvidenceFileSerializer(file).data,
            status=status.HTTP_201_CREATED,
            headers={"Location": f"/api/v1/evidence/attachments/{file.pk}/"},
        )

    @extend_schema(responses=BYTES)
    def retrieve(self, request: Request, pk: str) -> HttpResponse:
        """The file itself."""
        file = self.get_object()
        return download(file.blob, name=file.name, media_type=file.media_type)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        """Drop it. What a verdict names already stays with the verdict."""
        attachments.drop([self.get_object()])
        return Response(status=status.HTTP_204_NO_CONTENT)
