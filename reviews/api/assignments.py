"""The queue over the API: take the next review, keep it, rule on it, give it back."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.claims import ClaimSerializer, latest_anchors
from factcheck.api.drifts import DriftSerializer
from factcheck.api.idempotent import idempotent
from factcheck.api.input import Input
from factcheck.api.permissions import caller
from factcheck.models import ArticleVersion
from reviews import evidence, old_words, queue, standing, verdicts
from reviews.api.ratings import rating_of
from reviews.api.scales import RatingScaleSerializer
from reviews.api.verdicts import VerdictInput, VerdictSerializer
from reviews.models import Assignment


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


class WordsChangedSerializer(DriftSerializer):
    """The article changed the words of the claim since the lease was taken: rule on the new ones, or on the old."""

    old_claim_revision = serializers.IntegerField(help_text="What to send with on_old_words.")


class AssignmentSerializer(serializers.ModelSerializer):
    """A lease, with all that is needed to rule: claim, article, scale."""

    claim_revision = serializers.IntegerField(source="review.claim_revision", read_only=True)
    required_verdicts = serializers.IntegerField(source="review.required_verdicts", read_only=True)
    undo_seconds = serializers.IntegerField(source="review.desk.policy.undo_seconds", read_only=True)
    why = serializers.SerializerMethodField(help_text="Why this one came.")
    words_changed = serializers.SerializerMethodField()
    claim = serializers.SerializerMethodField()
    article = serializers.SerializerMethodField()
    rating_scale = RatingScaleSerializer(source="review.scale", read_only=True)

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
            "leased_at",
            "lease_expires_at",
            "why",
            "words_changed",
            "claim",
            "article",
            "rating_scale",
        ]
        read_only_fields = fields

    def to_representation(self, assignment: Assignment) -> dict[str, Any]:
        """Claim and article are one anchor, asked for once."""
        self._anchor = latest_anchors([assignment.review.claim], with_text=True)[0]
        return super().to_representation(assignment)

    def get_why(self, assignment: Assignment) -> list[str]:
        return standing.why(assignment.review)

    @extend_schema_field(WordsChangedSerializer(allow_null=True))
    def get_words_changed(self, assignment: Assignment) -> dict[str, Any] | None:
        return old_words.told_of_change(old_words.changes_since(assignment, assignment.review))

    @extend_schema_field(ClaimSerializer)
    def get_claim(self, assignment: Assignment) -> dict[str, Any]:
        return ClaimSerializer(self._anchor).data

    @extend_schema_field(AssignedArticleSerializer)
    def get_article(self, assignment: Assignment) -> dict[str, Any]:
        version = self._anchor.version
        article = version.article
        return AssignedArticleSerializer(
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
            }
        ).data


class LeaseSerializer(serializers.ModelSerializer):
    """How long the lease lasts, and the claim's revision: another than the one known means to read it again."""

    claim_revision = serializers.IntegerField(source="review.claim_revision", read_only=True)

    class Meta:
        model = Assignment
        fields = ["id", "lease_expires_at", "claim_revision"]
        read_only_fields = fields


class QueueSerializer(serializers.Serializer):
    """How the queue stands for whoever asks. Counts stop at 1,000; nothing here depends on a colleague's verdict."""

    available = serializers.IntegerField()
    mine = serializers.IntegerField()
    waiting_in_triage = serializers.IntegerField()
    message = serializers.CharField()


class SkipInput(Input):
    reason = serializers.CharField(max_length=500)


class QueueViewSet(viewsets.ViewSet):
    pagination_class = None
    scopes = {"list": "reviews:review", "next": "reviews:review", "mine": "reviews:review"}

    @extend_schema(responses=forced_singular_serializer(QueueSerializer), operation_id="queue")
    def list(self, request: Request) -> Response:
        """How much there is to do, or why there is nothing."""
        return Response(QueueSerializer(standing.of_queue(caller(request))).data)

    @extend_schema(request=None, responses={200: AssignmentSerializer, 204: None}, operation_id="queue_next")
    @action(detail=False, methods=["post"])
    def next(self, request: Request) -> Response:
        """Take the next review: the one already held, else the head of the queue; 204 when there is none."""
        assignment = queue.lease_next(caller(request))
        if assignment is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(AssignmentSerializer(_loaded(assignment.pk)).data)

    @extend_schema(responses=AssignmentSerializer(many=True), operation_id="queue_mine")
    @action(detail=False)
    def mine(self, request: Request) -> Response:
        """What one holds, oldest first."""
        held = (
            _assignments()
            .filter(reviewer=caller(request), status=Assignment.Status.ACTIVE)
            .order_by("leased_at", "pk")
        )
        return Response(AssignmentSerializer(held, many=True).data)


class AssignmentViewSet(viewsets.GenericViewSet):
    """A reviewer's own assignments; a colleague's do not exist here."""

    queryset = Assignment.objects.none()
    serializer_class = AssignmentSerializer
    pagination_class = None
    lookup_value_regex = r"\d{1,18}"
    scopes = dict.fromkeys(("retrieve", "heartbeat", "release", "skip", "verdict"), "reviews:review")
    idempotent_actions = frozenset({"release", "skip", "verdict"})

    def get_queryset(self) -> QuerySet[Assignment]:
        if getattr(self, "swagger_fake_view", False):
            return Assignment.objects.none()
        rows = _assignments() if self.action in {"retrieve", "verdict"} else Assignment.objects.all()
        return rows.filter(reviewer=caller(self.request))

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(AssignmentSerializer(self.get_object()).data)

    @extend_schema(request=None, responses=LeaseSerializer)
    @action(detail=True, methods=["post"])
    def heartbeat(self, request: Request, pk: str) -> Response:
        """Extend the lease to its full length from now. Every minute from every desk, so the answer is short."""
        assignment = queue.heartbeat(self.get_object().pk, reviewer=caller(request))
        return Response(LeaseSerializer(assignment).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    @idempotent
    def release(self, request: Request, pk: str) -> Response:
        """Give the review back; it may come again."""
        queue.release(self.get_object().pk, reviewer=caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=SkipInput, responses={204: None})
    @action(detail=True, methods=["post"])
    @idempotent
    def skip(self, request: Request, pk: str) -> Response:
        """Give the review back for a reason; it does not come again in this round."""
        body = SkipInput(data=request.data)
        body.is_valid(raise_exception=True)
        queue.skip(self.get_object().pk, reviewer=caller(request), **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=VerdictInput, responses={201: VerdictSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def verdict(self, request: Request, pk: str) -> Response:
        """Rule. 409 where the lease or the claim's revision is no longer what the reviewer saw."""
        assignment = self.get_object()
        body = VerdictInput(data=request.data)
        body.is_valid(raise_exception=True)
        given = dict(body.validated_data)
        if key := given.pop("rating", None):
            given["rating"] = rating_of(assignment.review, key)
        given["evidence"] = [evidence.EvidenceInput(**piece) for piece in given.get("evidence", ())]
        verdict = verdicts.submit(assignment.pk, reviewer=caller(request), ruling=verdicts.Ruling(**given))
        self.quoted_article_ids = verdict.payload.article_ids
        return Response(
            VerdictSerializer(verdict, context={"request": request}).data,
            status=status.HTTP_201_CREATED,
            headers={"Location": f"/api/v1/verdicts/{verdict.pk}/"},
        )


def _assignments() -> QuerySet[Assignment]:
    return Assignment.objects.select_related(
        "review__claim", "review__desk__policy", "review__scale"
    ).prefetch_related("review__scale__ratings")


def _loaded(assignment_id: int) -> Assignment:
    return _assignments().get(pk=assignment_id)
