"""The past over the API: what happened to a review, and how things stood at a moment."""

from datetime import datetime
from typing import Any

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.claims import ClaimSerializer
from factcheck.api.claims import ClaimViewSet as RecordClaimViewSet
from factcheck.api.history import EventSerializer, NewestEventsFirst, page_of
from factcheck.api.permissions import caller
from factcheck.as_of import claim_at, parse_moment
from factcheck.errors import NotAllowed
from factcheck.models import User
from reviews import dossier
from reviews.api.review_serializers import ReviewDetailSerializer, ReviewSerializer
from reviews.api.verdicts import VerdictSerializer
from reviews.as_of import fact_checks_at, review_at, review_of, verdicts_at
from reviews.models import FactCheck, Review
from reviews.visible_history import history_visible_to

AT = OpenApiParameter(
    "at",
    OpenApiTypes.DATETIME,
    description=(
        "How it stood at that moment, as it was known then. Who may see what is asked of the present: what is blind"
        " or taken down now stays so."
    ),
)


class FactCheckAtSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    state = serializers.ChoiceField(FactCheck.State.choices)
    revision = serializers.IntegerField()


class StoodSerializer(serializers.Serializer):
    """What stood around a review at ``at``."""

    at = serializers.DateTimeField()
    verdicts = VerdictSerializer(many=True)
    fact_checks = FactCheckAtSerializer(many=True)


class ReviewAtSerializer(ReviewDetailSerializer):
    """A review; with ``at``, as it stood then, and what stood around it."""

    stood = serializers.SerializerMethodField()

    class Meta(ReviewDetailSerializer.Meta):
        fields = [*ReviewDetailSerializer.Meta.fields, "stood"]
        read_only_fields = fields

    @extend_schema_field(StoodSerializer(allow_null=True))
    def get_stood(self, review: Review) -> dict[str, Any] | None:
        at = self.context.get("at")
        return around(review, at, self.context["request"]) if at else None

    @extend_schema_field(ClaimSerializer)
    def get_claim_detail(self, review: Review) -> dict[str, Any]:
        at = self.context.get("at")
        return ClaimSerializer(claim_at(review.claim, at)).data if at else super().get_claim_detail(review)


def around(review: Review, at: datetime, request: Request) -> dict[str, Any]:
    """Verdicts and published forms as they stood, as far as the caller may see."""
    user = caller(request)
    verdicts = verdicts_at(review, at, user=user) if may_read_verdicts(request, user) else []
    return {
        "at": serializers.DateTimeField().to_representation(at),
        "verdicts": VerdictSerializer(verdicts, many=True, context={"request": request}).data,
        "fact_checks": [
            {"id": fact_check.pk, "state": state, "revision": revision}
            for fact_check, state, revision in fact_checks_at(review, at)
        ],
    }


def may_read_verdicts(request: Request, user: User) -> bool:
    """A token may be narrower than its user."""
    return holds(request, user, "verdicts:read")


def holds(request: Request, user: User, scope: str) -> bool:
    token_scopes = getattr(request.auth, "scopes", None)
    return user.has_scope(scope) and (token_scopes is None or scope in token_scopes)


class PastOfReview(viewsets.GenericViewSet):
    past_scopes = {"history": "reviews:read"}

    @extend_schema(parameters=[AT], responses=ReviewAtSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        review = self.get_object()
        context: dict[str, Any] = {"request": request}
        if "at" in request.query_params:
            at = parse_moment(request.query_params["at"])
            review = review_at(review, at, user=caller(request))
            context["at"] = at
        return Response(ReviewAtSerializer(review, context=context).data)

    @extend_schema(responses=EventSerializer(many=True))
    @action(detail=True, pagination_class=NewestEventsFirst, filterset_class=None)
    def history(self, request: Request, pk: str) -> Response:
        """What happened to the review, newest first, without what colleagues do while it is blind."""
        events = history_visible_to(caller(request), self.get_object(), at=timezone.now())
        return page_of(events, request, self)


class DossierInput(serializers.Serializer):
    names = serializers.BooleanField(
        required=False, help_text="People by name; needs reviews:adjudicate or desk:configure."
    )
    sources = serializers.BooleanField(
        required=False,
        help_text="What people told the desk; needs reviews:adjudicate or fact-checks:publish. Never what is confidential.",
    )


class AsIs(DefaultContentNegotiation):
    """The answer is a file whatever the caller says it accepts; problems are JSON."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class DossierViewSet(viewsets.GenericViewSet):
    """A review in one file."""

    queryset = Review.objects.all()
    serializer_class = ReviewSerializer
    filter_backends = ()
    content_negotiation_class = AsIs
    pagination_class = None
    scopes = {"dossier": "verdicts:read"}

    @extend_schema(
        parameters=[AT, DossierInput],
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
        operation_id="reviews_dossier",
    )
    def dossier(self, request: Request, pk: str) -> FileResponse:
        """Everything of a review at a moment: to read, to compute with, to check offline. The history says who took it."""
        query = DossierInput(data=request.query_params)
        query.is_valid(raise_exception=True)
        given, user = query.validated_data, caller(request)
        for scope in _ALSO_IN_A_DOSSIER:
            if not holds(request, user, scope):
                raise NotAllowed(
                    f"The review and its article stand in a dossier: it needs the scope {scope} too."
                )
        for option, scopes in _DOSSIER_SCOPES.items():
            if given.get(option) and not any(holds(request, user, scope) for scope in scopes):
                raise NotAllowed(f"{option} needs the scope {' or '.join(scopes)}.")
        at = request.query_params.get("at")
        options = dossier.Options(
            at=parse_moment(at) if at is not None else timezone.now(),
            names=given.get("names", False),
            sources=given.get("sources", False),
        )
        file = dossier.export(self.get_object().pk, options, user=user)
        return FileResponse(
            file, as_attachment=True, filename=f"review-{pk}.zip", content_type="application/zip"
        )


#: All of them, beside ``verdicts:read``: a token may be narrower than a role.
_ALSO_IN_A_DOSSIER = ("reviews:read", "articles:read")
#: Any one of them opens the option.
_DOSSIER_SCOPES = {
    "names": ("reviews:adjudicate", "desk:configure"),
    "sources": ("reviews:adjudicate", "fact-checks:publish"),
}


class ClaimViewSet(RecordClaimViewSet):
    """The record's claims, with what the desk knows of them at a moment."""

    @extend_schema(parameters=[AT], responses=ClaimSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A claim where it stands; with ``at``, where it stood, and in ``stood`` its review and the verdicts of then."""
        if "at" not in request.query_params:
            return super().retrieve(request, *args, **kwargs)
        at = parse_moment(request.query_params["at"])
        claim = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        told = ClaimSerializer(claim_at(claim, at)).data
        told["stood"] = {
            "at": serializers.DateTimeField().to_representation(at),
            "review": None,
            "verdicts": [],
        }
        user = caller(request)
        if holds(request, user, "reviews:read") and (review := review_of(claim, at, user=user)):
            told["stood"] = {"review": ReviewSerializer(review).data, **around(review, at, request)}
        return Response(told)
