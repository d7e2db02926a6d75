"""Articles as the API shows them: in lists, alone, and how each came and was worked on."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from factcheck.api.likeness import NearCopySerializer
from factcheck.likeness.copies import near_copies_of
from factcheck.models import Arrival, Article, ArticleVersion, PipelineRun, Publisher
from factcheck.notices import NOTICES


class NoticeSerializer(serializers.Serializer):
    code = serializers.CharField()
    detail = serializers.CharField()


class VersionSerializer(serializers.ModelSerializer):
    coverage = serializers.ChoiceField(
        ArticleVersion.Coverage.choices,
        read_only=True,
        allow_blank=True,
        help_text="How it was read; empty until it was.",
    )

    class Meta:
        model = ArticleVersion
        fields = [
            "number",
            "title",
            "text",
            "text_sha256",
            "author",
            "published_at",
            "modified_at",
            "language",
            "coverage",
            "engine_version",
            "created_at",
            "redacted_at",
        ]
        read_only_fields = fields


class ArticleSerializer(serializers.ModelSerializer):
    """An article in a list: all but its text."""

    publisher: "serializers.SlugRelatedField[Publisher]" = serializers.SlugRelatedField(
        slug_field="slug", read_only=True, allow_null=True
    )
    url = serializers.CharField(read_only=True, help_text="Empty where it came without an address.")
    title = serializers.CharField(source="latest.headline", read_only=True)
    author = serializers.CharField(source="latest.author", read_only=True)
    published_at = serializers.DateTimeField(source="latest.published_at", read_only=True, allow_null=True)
    modified_at = serializers.DateTimeField(source="latest.modified_at", read_only=True, allow_null=True)
    language = serializers.CharField(source="latest.language", read_only=True)
    coverage = serializers.ChoiceField(
        ArticleVersion.Coverage.choices,
        source="latest.coverage",
        read_only=True,
        allow_blank=True,
        help_text="How it was read; empty until it was. See the notices.",
    )
    engine_version = serializers.CharField(source="latest.engine_version", read_only=True)
    version = serializers.IntegerField(
        source="latest.number", read_only=True, allow_null=True, help_text="Null while it has no words yet."
    )
    text_sha256 = serializers.CharField(source="latest.text_sha256", read_only=True)
    notices = serializers.SerializerMethodField()
    claim_count = serializers.IntegerField(read_only=True, help_text="Of the latest version.")

    class Meta:
        model = Article
        fields = [
            "id",
            "status",
            "failure",
            "title",
            "publisher",
            "author",
            "published_at",
            "modified_at",
            "url",
            "external_id",
            "genre",
            "stage",
            "deadline",
            "legal_hold",
            "language",
            "coverage",
            "engine_version",
            "version",
            "text_sha256",
            "notices",
            "claim_count",
            "same_as",
            "created_at",
            "redacted_at",
        ]
        read_only_fields = fields

    @extend_schema_field(NoticeSerializer(many=True))
    def get_notices(self, article: Article) -> list[dict[str, str]]:
        return [{"code": code, "detail": NOTICES[code]} for code in article.latest.notices]  # type: ignore[attr-defined]


class ArticleDetailSerializer(ArticleSerializer):
    """One article, with the words of its latest version. Offsets of claims are into ``text`` (or ``given_title``)."""

    text = serializers.CharField(source="latest.text", read_only=True)
    given_title = serializers.CharField(
        source="latest.title",
        read_only=True,
        help_text="The title as posted; empty where it stands in the text.",
    )
    near_copies = serializers.SerializerMethodField(help_text="Most alike first; linked, not merged.")

    class Meta(ArticleSerializer.Meta):
        fields = [*ArticleSerializer.Meta.fields, "text", "given_title", "near_copies"]
        read_only_fields = fields

    @extend_schema_field(NearCopySerializer(many=True))
    def get_near_copies(self, article: Article) -> list[dict[str, Any]]:
        return list(NearCopySerializer(near_copies_of(article), many=True).data)


class BatchErrorSerializer(serializers.Serializer):
    field = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class BatchResultSerializer(serializers.Serializer):
    """What became of one article of a list."""

    item = serializers.IntegerField(help_text="Its place in the list, from 1.")
    status = serializers.IntegerField(help_text="As if it had been posted alone: 202, 200, or an error's.")
    article = serializers.IntegerField(allow_null=True)
    external_id = serializers.CharField(help_text="As it was sent.")
    code = serializers.CharField(help_text="Of the problem; empty where it was taken in.")
    detail = serializers.CharField()
    errors = BatchErrorSerializer(many=True)  # type: ignore[assignment]


class BatchSerializer(serializers.Serializer):
    accepted = serializers.IntegerField(help_text="New, or a new version.")
    known = serializers.IntegerField(help_text="Here already.")
    refused = serializers.IntegerField()
    results = BatchResultSerializer(many=True)


class CutSerializer(serializers.Serializer):
    reason = serializers.CharField()
    text = serializers.CharField()
    at = serializers.IntegerField(help_text="Where in the text it would have stood.")


class ArrivalSerializer(serializers.ModelSerializer):
    """One delivery: what came, and what the cleaner left out of it."""

    version = serializers.IntegerField(
        source="version.number", read_only=True, allow_null=True, default=None, help_text="What came of it."
    )
    cut = CutSerializer(many=True, read_only=True)

    class Meta:
        model = Arrival
        fields = [
            "id",
            "kind",
            "url",
            "final_url",
            "filename",
            "media_type",
            "given",
            "found",
            "cut",
            "version",
            "fetched_at",
            "created_at",
            "redacted_at",
        ]
        read_only_fields = fields


class RunSerializer(serializers.ModelSerializer):
    """One step of the pipeline, for an arrival or for a version."""

    version = serializers.IntegerField(source="version.number", read_only=True, allow_null=True, default=None)

    class Meta:
        model = PipelineRun
        fields = [
            "id",
            "step",
            "status",
            "arrival",
            "version",
            "attempts",
            "progress",
            "engine_version",
            "error",
            "next_attempt_at",
            "queued_at",
            "started_at",
            "heartbeat_at",
            "finished_at",
        ]
        read_only_fields = fields
