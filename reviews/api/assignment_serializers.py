"""How a lease reads over the API: with all that is needed to rule."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from factcheck.api.claims import ClaimSerializer
from factcheck.api.drifts import DriftSerializer
from factcheck.api.presenting import shown
from factcheck.models import ArticleVersion
from reviews import old_words, rounds, serving, standing
from reviews.api.scales import RatingScaleSerializer, pinned_scale
from reviews.models import Assignment, Policy


class AssignedArticleSerializer(serializers.Serializer):
    """What a reviewer needs of the article to read the claim where it stands."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    title = serializers.CharField(help_text="The headline, given or read.")
    given_title = serializers.CharField(help_text="The part “title” that offsets point into.")
    text = serializers.CharField()
    text_sha256 = serializers.CharField()
    publisher = serializers.CharField(allow_null=True)
    author = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)
    url = serializers.CharField()
    language = serializers.CharField()
    coverage = serializers.ChoiceField(
        ArticleVersion.Coverage.choices,
        allow_blank=True,
        help_text="How far the engine reads its language; empty until it was read.",
    )


class WhySerializer(serializers.Serializer):
    """One reason why a review came; the weightiest stands first."""

    code = serializers.ChoiceField(
        ["stayed", "moved_on", "priority", "due", "score", "demand", "round", "age"]
    )
    text = serializers.CharField()


class WordsChangedSerializer(DriftSerializer):
    """The article changed the words of the claim since the lease was taken: rule on the new ones, or on the old."""

    old_claim_revision = serializers.IntegerField(help_text="What to send with on_old_words.")


class AssignmentSerializer(serializers.ModelSerializer):
    """A lease, with all that is needed to rule: claim, article, scale."""

    claim_revision = serializers.IntegerField(source="review.claim_revision", read_only=True)
    required_verdicts = serializers.IntegerField(source="review.required_verdicts", read_only=True)
    undo_seconds = serializers.IntegerField(source="review.desk.policy.undo_seconds", read_only=True)
    skip_means = serializers.ChoiceField(
        Policy.SkipMeans.choices,
        source="review.desk.policy.skip_means",
        read_only=True,
        help_text="Who gets the review when it is skipped.",
    )
    why = serializers.SerializerMethodField(help_text="Why this one came.")
    why_again = serializers.SerializerMethodField(
        help_text="In a later round: what whoever sent it back, or opened it again, asks for."
    )
    words_changed = serializers.SerializerMethodField()
    claim = serializers.SerializerMethodField()
    article = serializers.SerializerMethodField()
    rating_scale = serializers.SerializerMethodField()

    class Meta:
        model = Assignment
        fields = [
            "id",
            "review",
            "round",
            "status",
            "claim_revision",
            "required_verdicts",
            "undo_seconds",
            "skip_means",
            "leased_at",
            "displayed_at",
            "lease_expires_at",
            "why",
            "why_again",
            "words_changed",
            "claim",
            "article",
            "rating_scale",
        ]
        read_only_fields = fields

    @extend_schema_field(WhySerializer(many=True))
    def get_why(self, assignment: Assignment) -> list[dict[str, str]]:
        return standing.why(assignment.review, came_by=assignment.came_by)

    def get_why_again(self, assignment: Assignment) -> str:
        return rounds.why_again(assignment.review)

    @extend_schema_field(RatingScaleSerializer)
    def get_rating_scale(self, assignment: Assignment) -> dict[str, Any]:
        return pinned_scale(assignment.review.scale_id)

    @extend_schema_field(WordsChangedSerializer(allow_null=True))
    def get_words_changed(self, assignment: Assignment) -> dict[str, Any] | None:
        return old_words.told_of_change(old_words.changes_since(assignment, assignment.review))

    @extend_schema_field(ClaimSerializer)
    def get_claim(self, assignment: Assignment) -> dict[str, Any]:
        return shown(serving.anchor_of(assignment), by=ClaimSerializer)

    @extend_schema_field(AssignedArticleSerializer)
    def get_article(self, assignment: Assignment) -> dict[str, Any]:
        version = serving.anchor_of(assignment).version
        article = version.article
        return shown(
            {
                "id": article.pk,
                "version": version.number,
                "title": version.headline,
                "given_title": version.title,
                "text": version.text,
                "text_sha256": version.text_sha256,
                "publisher": article.publisher.name if article.publisher else None,
                "author": version.author,
                "published_at": version.published_at,
                "url": article.url,
                "language": version.language,
                "coverage": version.coverage,
            },
            by=AssignedArticleSerializer,
        )


class LeaseSerializer(serializers.ModelSerializer):
    """How long the lease lasts, and the claim's revision: another than the one known means to read it again."""

    claim_revision = serializers.IntegerField(source="review.claim_revision", read_only=True)

    class Meta:
        model = Assignment
        fields = ["id", "lease_expires_at", "claim_revision"]
        read_only_fields = fields


class NextAssignmentSerializer(AssignmentSerializer):
    """The lease to work on, and the one after it, whose clock starts when it is displayed."""

    following = AssignmentSerializer(read_only=True, allow_null=True)

    class Meta(AssignmentSerializer.Meta):
        fields = [*AssignmentSerializer.Meta.fields, "following"]
        read_only_fields = fields
