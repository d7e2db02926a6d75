"""One's own leases over the API: keep it, rule on it, give it back."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.idempotent import idempotent
from factcheck.api.input import Input
from factcheck.api.permissions import caller
from factcheck.api.presenting import read, shown
from reviews import drafts, evidence, queue, serving, verdicts
from reviews.api.assignment_serializers import AssignmentSerializer, LeaseSerializer
from reviews.api.ratings import rating_of
from reviews.api.verdicts import VerdictInput, VerdictSerializer
from reviews.close_votes import SpanInput
from reviews.models import Assignment, Draft
from reviews.quoting import articles_quoted_on

#: What an action reads beside the lease; the others read it under the lock.
_WITH = {"retrieve": ["review__claim", "review__desk__policy"]}


class SkipInput(Input):
    reason = serializers.CharField(max_length=500)


class DraftInput(Input):
    content = serializers.DictField(help_text="What the form holds, in the shape of whoever saves it.")


class DraftSerializer(serializers.Serializer):
    version = serializers.IntegerField(
        help_text="Moves by one with every save: by more, another tab saved meanwhile. 0: nothing is kept."
    )
    content = serializers.DictField(allow_null=True)
    saved_at = serializers.DateTimeField(allow_null=True)
    begun_by = serializers.CharField(
        allow_null=True, help_text="The colleague who began it, where an editor handed the review over."
    )


class AssignmentViewSet(viewsets.GenericViewSet):
    """A reviewer's own assignments; a colleague's do not exist here."""

    queryset = Assignment.objects.none()
    serializer_class = AssignmentSerializer
    pagination_class = None
    lookup_value_regex = r"\d{1,18}"
    quoted_article_ids: Iterable[int]
    scopes = dict.fromkeys(
        (
            "retrieve",
            "heartbeat",
            "display",
            "release",
            "skip",
            "verdict",
            "draft",
            "save_draft",
            "forget_draft",
        ),
        "reviews:review",
    )

    def get_queryset(self) -> QuerySet[Assignment]:
        if getattr(self, "swagger_fake_view", False):
            return Assignment.objects.none()
        rows = Assignment.objects.filter(reviewer=caller(self.request))
        return rows.select_related(*_WITH[self.action]) if self.action in _WITH else rows

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(AssignmentSerializer(serving.show(self.get_object())).data)

    @extend_schema(request=None, responses=LeaseSerializer)
    @action(detail=True, methods=["post"])
    def heartbeat(self, request: Request, pk: str) -> Response:
        """Extend the lease to its full length from now. Every minute from every desk, so the answer is short."""
        assignment = queue.heartbeat(self.get_object().pk, reviewer=caller(request))
        return Response(LeaseSerializer(assignment).data)

    @extend_schema(request=None, responses=LeaseSerializer)
    @action(detail=True, methods=["post"])
    def display(self, request: Request, pk: str) -> Response:
        """Say that the review is before one's eyes. The clock of one that came along as the following starts here."""
        assignment = queue.display(self.get_object().pk, reviewer=caller(request))
        return Response(LeaseSerializer(assignment).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    @idempotent
    def release(self, request: Request, pk: str) -> Response:
        """Give the review back; it may come again. The one that follows goes back with it."""
        assignment = queue.release(self.get_object().pk, reviewer=caller(request))
        self.quoted_article_ids = articles_quoted_on(assignment.review)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=SkipInput, responses={204: None})
    @action(detail=True, methods=["post"])
    @idempotent
    def skip(self, request: Request, pk: str) -> Response:
        """Give the review back for a reason. Who gets it then says `skip_means`."""
        body = SkipInput(data=request.data)
        body.is_valid(raise_exception=True)
        assignment = queue.skip(self.get_object().pk, reviewer=caller(request), **body.validated_data)
        self.quoted_article_ids = articles_quoted_on(assignment.review)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=VerdictInput, responses={201: VerdictSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def verdict(self, request: Request, pk: str) -> Response:
        """Rule. 409 where the lease or the claim's revision is no longer what the reviewer saw, or never was theirs."""
        given = dict(read(request.data, by=VerdictInput))
        if key := given.pop("rating", None):
            given["rating"] = rating_of(queue.scale_of(int(pk)), key)
        if span := given.pop("span", None):
            given["span"] = SpanInput(**span)
        given["evidence"] = [evidence.EvidenceInput(**piece) for piece in given.get("evidence", ())]
        verdict = verdicts.submit(int(pk), reviewer=caller(request), ruling=verdicts.Ruling(**given))
        self.quoted_article_ids = verdict.payload.article_ids
        return Response(
            shown(verdict, by=VerdictSerializer),
            status=status.HTTP_201_CREATED,
            headers={"Location": f"/api/v1/verdicts/{verdict.pk}/"},
        )

    @extend_schema(responses=DraftSerializer)
    @action(detail=True, methods=["get"])
    def draft(self, request: Request, pk: str) -> Response:
        """What one has typed and not sent, here or elsewhere; or what a colleague had, who was relieved of the review."""
        return Response(DraftSerializer(_told_of_draft(drafts.of(self.get_object()))).data)

    @extend_schema(request=DraftInput, responses=DraftSerializer)
    @draft.mapping.put
    def save_draft(self, request: Request, pk: str) -> Response:
        """Keep it. The last writer wins."""
        body = DraftInput(data=request.data)
        body.is_valid(raise_exception=True)
        draft = drafts.save(self.get_object().pk, holder=caller(request), **body.validated_data)
        return Response(DraftSerializer(_told_of_draft(draft)).data)

    @extend_schema(responses={204: None})
    @draft.mapping.delete
    def forget_draft(self, request: Request, pk: str) -> Response:
        """Forget it."""
        drafts.forget(self.get_object().review_id, caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _told_of_draft(draft: Draft | None) -> dict[str, Any]:
    if draft is None:
        return {"version": 0, "content": None, "saved_at": None, "begun_by": None}
    is_colleagues = draft.begun_by_id != draft.holder_id
    return {
        "version": draft.version,
        "content": draft.content,
        "saved_at": draft.saved_at,
        "begun_by": str(draft.begun_by) if is_colleagues else None,
    }
