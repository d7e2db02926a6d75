"""How a review reads over the API."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from factcheck.api.claims import ClaimSerializer
from factcheck.models import Desk
from factcheck.places import latest_anchors
from reviews.api.scales import RatingScaleSerializer
from reviews.api.verdicts import CorrectedSpanSerializer, FindingField
from reviews.blindness import told_of
from reviews.disclosures import disclosed_in
from reviews.models import Disclosure, FactCheck, Outcome, Rating, Review, Verdict


class DisclosureSerializer(serializers.ModelSerializer):
    """A rule that was set aside for the ruling."""

    text = serializers.CharField(source="in_words")
    rules = serializers.ListField(
        child=serializers.ChoiceField(Disclosure.Rule.choices),
        help_text="Which; empty where a take-down took the reason.",
    )
    user = serializers.CharField(source="user.username", help_text="Who ruled.")
    decided_by = serializers.CharField(
        source="decided_by.username", default=None, allow_null=True, help_text="Null: the desk's policy."
    )
    reason = serializers.CharField(allow_null=True)
    review: "serializers.PrimaryKeyRelatedField[Review]" = serializers.PrimaryKeyRelatedField(
        read_only=True, help_text="Where it was set aside: another review, if the outcome was taken over."
    )

    class Meta:
        model = Disclosure
        fields = ["code", "text", "rules", "review", "user", "decided_by", "reason"]
        read_only_fields = fields


class OutcomeSerializer(serializers.ModelSerializer):
    rating: "serializers.SlugRelatedField[Rating]" = serializers.SlugRelatedField(
        slug_field="key", read_only=True, allow_null=True
    )
    rating_label = serializers.CharField(source="rating.label", read_only=True, default=None, allow_null=True)
    finding = FindingField(source="words.finding", read_only=True, allow_null=True)
    close_reason = serializers.ChoiceField(Verdict.CloseReason.choices, read_only=True, allow_blank=True)
    span = CorrectedSpanSerializer(source="corrected_span", read_only=True, allow_null=True)
    summary = serializers.CharField(source="words.summary", read_only=True, allow_null=True)

    inherited_from: "serializers.PrimaryKeyRelatedField[FactCheck]" = serializers.PrimaryKeyRelatedField(
        read_only=True, allow_null=True, help_text="The fact check that it was taken over from."
    )
    disclosures = serializers.SerializerMethodField(
        help_text="Rules that were set aside for the rulings behind it, also where it was taken over."
    )

    class Meta:
        model = Outcome
        fields = [
            "id",
            "round",
            "basis",
            "inherited_from",
            "rating",
            "rating_label",
            "close_reason",
            "span",
            "duplicate_of",
            "finding",
            "summary",
            "disclosures",
            "created_at",
        ]
        read_only_fields = fields

    @extend_schema_field(DisclosureSerializer(many=True))
    def get_disclosures(self, outcome: Outcome) -> Any:
        return DisclosureSerializer(disclosed_in(outcome), many=True).data


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
    dispute_kind = serializers.ChoiceField(Review.DisputeKind.choices, read_only=True, allow_blank=True)
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
            "dispute_kind",
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
            "dispute_kind": review.dispute_kind if told.state == Review.State.DISPUTED else "",
        }

    @extend_schema_field(OutcomeSerializer(allow_null=True))
    def get_outcome(self, review: Review) -> dict[str, Any] | None:
        if review.outcome is None or not review.is_revealed(at=timezone.now()):
            return None
        review.outcome.review = review  # what it was told to disclose is loaded there
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
