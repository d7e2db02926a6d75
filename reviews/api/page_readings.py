"""Pages read for a reviewer, over the API."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.idempotent import idempotent
from factcheck.api.input import Input, Text
from factcheck.api.permissions import caller
from reviews import page_readings
from reviews.api.evidence_files import EvidenceFileSerializer
from reviews.models import PageReading
from reviews.quoting import articles_quoted_on


class PageReadingInput(Input):
    url = Text(max_length=2000, allow_blank=False)
    review = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, help_text="One that you took from the queue."
    )
    keep = serializers.BooleanField(
        required=False, help_text="Keep a copy of what is there, to attach: pages vanish."
    )


class ReadingFailureSerializer(serializers.Serializer):
    """``code`` is stable; ``detail`` is for people. What was not read can be typed."""

    code = serializers.CharField()
    detail = serializers.CharField()


class PageReadingSerializer(serializers.ModelSerializer):
    """``waiting``, until a worker has looked. The rest is empty until then, and where the page does not say."""

    status = serializers.SerializerMethodField()
    final_url = serializers.CharField(source="found.final_url", read_only=True, default="")
    canonical_url = serializers.CharField(source="found.canonical_url", read_only=True, default="")
    title = serializers.CharField(source="found.title", read_only=True, default="")
    publisher = serializers.CharField(source="found.publisher", read_only=True, default="")
    published = serializers.CharField(
        source="found.published", read_only=True, default="", help_text="A day, or a moment, in ISO 8601."
    )
    media_type = serializers.CharField(source="found.media_type", read_only=True, default="")
    sha256 = serializers.CharField(source="found.sha256", read_only=True, default="")
    copy = EvidenceFileSerializer(read_only=True, allow_null=True)
    failure = serializers.SerializerMethodField()

    class Meta:
        model = PageReading
        fields = [
            "id",
            "review",
            "url",
            "status",
            "final_url",
            "canonical_url",
            "title",
            "publisher",
            "published",
            "media_type",
            "sha256",
            "retrieved_at",
            "copy",
            "failure",
            "created_at",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(PageReading.Status.choices))
    def get_status(self, reading: PageReading) -> str:
        return page_readings.told_status(reading, at=timezone.now())

    @extend_schema_field(ReadingFailureSerializer(allow_null=True))
    def get_failure(self, reading: PageReading) -> dict[str, Any] | None:
        return page_readings.told_failure(reading, at=timezone.now())


class PageReadingViewSet(viewsets.GenericViewSet):
    """What is at an address: title, day and digest, read by a worker as safely as an article is."""

    queryset = PageReading.objects.none()
    serializer_class = PageReadingSerializer
    pagination_class = None
    lookup_value_regex = r"[0-9a-f-]{1,36}"
    scopes = dict.fromkeys(("create", "retrieve"), "reviews:review")

    def get_queryset(self) -> QuerySet[PageReading]:
        if getattr(self, "swagger_fake_view", False):
            return PageReading.objects.none()
        mine = PageReading.objects.filter(asked_by=caller(self.request))
        return mine.select_related("copy__blob").defer("copy__blob__content")

    @extend_schema(request=PageReadingInput, responses={202: PageReadingSerializer})
    @idempotent
    def create(self, request: Request) -> Response:
        """Have a page read; ask for the answer until its status is no longer ``waiting``.

        Name it in ``evidence[].fetch`` of the verdict, and its digest and time are kept with the evidence.
        """
        body = PageReadingInput(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        reading = page_readings.ask(
            given["url"], reader=caller(request), review_id=given["review"], keep=given.get("keep", False)
        )
        self.quoted_article_ids = articles_quoted_on(reading.review)
        return Response(
            PageReadingSerializer(reading).data,
            status=status.HTTP_202_ACCEPTED,
            headers={"Location": f"/api/v1/evidence/fetch/{reading.pk}/"},
        )

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(PageReadingSerializer(self.get_object()).data)
