"""Claims over the API: the CLAIM object, with its place, its offsets in both units, and where it stands."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck import editing, history, statements
from factcheck.api import claim_schema  # noqa: F401 (registers the object in the OpenAPI document)
from factcheck.api.claim_input import CorrectionInput, StatementInput
from factcheck.api.history import EventSerializer, NewestEventsFirst, page_of
from factcheck.api.idempotent import idempotent
from factcheck.api.permissions import caller
from factcheck.counted import counted_noun
from factcheck.drifts import told_of, with_newest_drift
from factcheck.models import Article, ArticleVersion, Claim, ClaimAnchor, ClaimDrift, Event
from factcheck.places import latest_anchors
from factcheck.utf16 import with_utf16


class ClaimSerializer(serializers.BaseSerializer):
    """One claim at its place in one version (a ``ClaimAnchor`` with claim and version loaded)."""

    def to_representation(self, anchor: ClaimAnchor) -> dict[str, Any]:
        claim, version = anchor.claim, anchor.version
        if not hasattr(anchor, "newest_drift"):
            with_newest_drift([anchor])
        drift = anchor.newest_drift  # type: ignore[attr-defined]
        block = _block_of(anchor, version.blocks)
        return with_utf16(
            {
                "id": claim.pk,
                "article": claim.article_id,
                "version": version.number,
                "origin": claim.origin,
                "created_at": claim.created_at.isoformat().replace("+00:00", "Z"),
                "redacted_at": claim.redacted_at,
                "engine_version": claim.engine_version,
                "text_sha256": version.text_sha256,
                "status": _status_of(anchor, drift),
                "context_changed": anchor.context_changed,
                "drift": told_of([drift]) if drift else None,
                "figure": claim.figure,
                "figure_noun": _figure_noun(claim),
                "part": anchor.part,
                "start": anchor.start,
                "end": anchor.end,
                "quote": anchor.quote,
                "focus": [{"start": start, "end": end} for start, end in anchor.focus],
                "prefix": anchor.prefix,
                "suffix": anchor.suffix,
                "sentence": anchor.sentence,
                "region": anchor.region,
                "block": block,
                "source": None,
                **claim.current,
            },
            version.astral.get(anchor.part, []),
        )


def _figure_noun(claim: Claim) -> str:
    current: Mapping[str, Any] = claim.current
    quantities = current.get("quantities") or []
    return counted_noun(quantities[0], current.get("proposition") or "") if quantities else ""


def _status_of(anchor: ClaimAnchor, drift: ClaimDrift | None) -> str:
    """As of the latest version: a claim that is gone since is shown where it last stood."""
    is_gone = drift and drift.anchor.status == ClaimAnchor.Status.GONE
    if drift and is_gone and drift.anchor.version.number > anchor.version.number:
        return ClaimAnchor.Status.GONE
    return anchor.status


def gone_from(article: Article) -> QuerySet[ClaimAnchor]:
    """Where the claims last stood that are gone from ``article``."""
    later = ClaimAnchor.objects.filter(
        claim=OuterRef("claim"), version__number__gt=OuterRef("version__number")
    )
    anchors = ClaimAnchor.objects.standing().filter(claim__article=article)
    return (
        anchors.filter(Exists(later.filter(status=ClaimAnchor.Status.GONE)), ~Exists(later.standing()))
        .select_related("claim", "version")
        .defer("version__text")
    )


def claims_of(version: ArticleVersion) -> QuerySet[ClaimAnchor]:
    """The places of all claims that stand in ``version``; none where the article has no words yet."""
    anchors = version.anchors.standing() if version.pk else ClaimAnchor.objects.none()
    return anchors.select_related("claim", "version").defer("version__text")


def _block_of(anchor: ClaimAnchor, blocks: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The block that holds the claim, with offsets into that block; None where there are no blocks."""
    if anchor.part != ClaimAnchor.Part.TEXT:
        return None
    for block in blocks:
        if block["start"] <= anchor.start and anchor.end <= block["end"]:
            return {
                "id": block["id"],
                "start": anchor.start - block["start"],
                "end": anchor.end - block["start"],
            }
    return None


class ClaimFilter(django_filters.FilterSet):
    article = django_filters.NumberFilter(field_name="article_id")
    publisher = django_filters.CharFilter(field_name="article__publisher__slug")
    claimant = django_filters.CharFilter(lookup_expr="exact")
    claimant_kind = django_filters.CharFilter()
    kind = django_filters.ChoiceFilter(choices=Claim.Kind.choices)
    min_score = django_filters.NumberFilter(field_name="score", lookup_expr="gte", min_value=0, max_value=1)
    q = django_filters.CharFilter(method="search", help_text="Words of the label and the claimant.")

    class Meta:
        model = Claim
        fields: list[str] = []

    def search(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return with_words(queryset, value)


def with_words(claims: QuerySet[Claim], value: str) -> QuerySet[Claim]:
    """Those whose label and claimant have the words; served by the index ``claim_words``."""
    words = SearchVector("label", "claimant", config="english")
    return claims.annotate(words=words).filter(words=SearchQuery(value, config="english"))


class ClaimViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Claims of all articles, newest first, each where it stands in the latest version that holds it."""

    queryset = Claim.objects.none()
    serializer_class = ClaimSerializer
    filterset_class = ClaimFilter
    lookup_value_regex = r"\d{1,18}"
    scopes = {
        "list": "claims:read",
        "retrieve": "claims:read",
        "history": "claims:read",
        "create": "claims:write",
        "partial_update": "claims:write",
    }

    def get_queryset(self) -> QuerySet[Claim]:
        return Claim.objects.all()

    @extend_schema(
        request=StatementInput,
        responses={201: OpenApiResponse(ClaimSerializer, description="Made, and sent to the desk's triage.")},
    )
    @idempotent
    def create(self, request: Request) -> Response:
        """Make a claim of what was said on the radio or on the telephone."""
        body = StatementInput(data=request.data)
        body.is_valid(raise_exception=True)
        anchor = statements.record(body.to_statement(), actor=caller(request))
        self.quoted_article_ids = [anchor.version.article_id]
        return Response(ClaimSerializer(anchor).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=CorrectionInput, responses=ClaimSerializer)
    @idempotent
    def partial_update(self, request: Request, pk: str) -> Response:
        """Correct span, figure or wording. What was there before is kept in the history."""
        claim = get_object_or_404(self.get_queryset(), pk=pk)
        body = CorrectionInput(data=request.data)
        body.is_valid(raise_exception=True)
        editing.correct(claim.pk, body.to_correction(), actor=caller(request))
        self.quoted_article_ids = [claim.article_id]
        return Response(ClaimSerializer(latest_anchors([claim])[0]).data)

    @extend_schema(responses=EventSerializer(many=True))
    @action(detail=True, pagination_class=NewestEventsFirst, filterset_class=None)
    def history(self, request: Request, pk: str) -> Response:
        """What happened to the claim itself, newest first; its review has a history of its own."""
        claim = get_object_or_404(self.get_queryset(), pk=pk)
        return page_of(Event.objects.filter(stream=history.stream_of(claim)), request, self)

    def get_object(self) -> ClaimAnchor:
        return latest_anchors([super().get_object()])[0]

    def paginate_queryset(self, queryset: Any) -> list[Any] | None:
        page = super().paginate_queryset(queryset)
        return None if page is None else latest_anchors(page)
