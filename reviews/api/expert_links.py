"""Expert links over the API. The secret is in the answer that makes one, and nowhere afterwards."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.input import Input, Text
from factcheck.api.pagination import NewestFirst
from factcheck.api.permissions import caller
from reviews import expert_links
from reviews.models import ExpertLink, Review


class ExpertLinkSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="words.name", read_only=True)
    question = serializers.CharField(source="words.question", read_only=True)
    created_by = serializers.CharField(source="created_by.username", read_only=True)
    standing = serializers.SerializerMethodField()

    class Meta:
        model = ExpertLink
        fields = [
            "id",
            "review",
            "name",
            "question",
            "evidence",
            "standing",
            "created_by",
            "created_at",
            "expires_at",
            "opened_at",
            "comment",
            "revoked_at",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(ExpertLink.Standing.choices))
    def get_standing(self, link: ExpertLink) -> str:
        return link.standing(at=timezone.now())


class NewExpertLinkSerializer(ExpertLinkSerializer):
    address = serializers.SerializerMethodField(help_text="Give it to the expert; it is never shown again.")

    class Meta(ExpertLinkSerializer.Meta):
        fields = [*ExpertLinkSerializer.Meta.fields, "address"]
        read_only_fields = fields

    def get_address(self, link: ExpertLink) -> str:
        path = reverse("expert_link", kwargs={"secret": self.context["secret"]})
        return self.context["request"].build_absolute_uri(path)


class ExpertLinkInput(Input):
    name = Text(max_length=120, help_text="Whom it is for.")
    question = Text(max_length=2000)
    days = serializers.IntegerField(min_value=1, max_value=expert_links.MOST_DAYS)
    evidence = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        required=False,
        max_length=50,
        help_text="Ids of pieces to show: none that is confidential, none that you may not see yourself.",
    )


class ExpertLinkViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The links of a review, newest first. POST takes no Idempotency-Key: a kept answer would keep the secret."""

    queryset = ExpertLink.objects.none()
    serializer_class = ExpertLinkSerializer
    pagination_class = NewestFirst
    lookup_value_regex = r"\d{1,18}"
    scopes = dict.fromkeys(("list", "create", "revoke"), "reviews:triage")

    def get_queryset(self) -> QuerySet[ExpertLink]:
        if getattr(self, "swagger_fake_view", False):
            return ExpertLink.objects.none()
        links = ExpertLink.objects.filter(review=self._review())
        return links.select_related("payload", "created_by").prefetch_related("evidence")

    def _review(self) -> Review:
        return get_object_or_404(Review, pk=self.kwargs["review"])

    @extend_schema(request=ExpertLinkInput, responses={201: NewExpertLinkSerializer})
    def create(self, request: Request, review: str) -> Response:
        """Make a link for one expert. It opens in one browser and takes one answer."""
        found = self._review()
        body = ExpertLinkInput(data=request.data)
        body.is_valid(raise_exception=True)
        link, secret = expert_links.create(found.pk, actor=caller(request), **body.validated_data)
        context = {**self.get_serializer_context(), "secret": secret}
        answer: Any = NewExpertLinkSerializer(link, context=context).data
        return Response(answer, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})

    @extend_schema(request=None, responses=ExpertLinkSerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, review: str, pk: str) -> Response:
        """End it at once. Safe to repeat."""
        link = expert_links.revoke(self.get_object().pk, actor=caller(request))
        return Response(self.get_serializer(link).data)
