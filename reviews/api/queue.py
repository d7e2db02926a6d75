"""The queue over the API: how it stands, and the next review from it."""

from typing import Any

from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.idempotent import idempotent
from factcheck.api.input import Input
from factcheck.api.permissions import caller
from factcheck.api.presenting import read, shown
from factcheck.models import User
from reviews import handing_over, queue, serving, standing
from reviews.api.assignment_serializers import AssignmentSerializer, NextAssignmentSerializer
from reviews.models import Review


class QueueSerializer(serializers.Serializer):
    """How the queue stands for whoever asks. Counts stop at 1,000; nothing here depends on a colleague's verdict."""

    available = serializers.IntegerField()
    mine = serializers.IntegerField()
    waiting_in_triage = serializers.IntegerField()
    code = serializers.ChoiceField(
        ["free", "in_hand", "leased", "not_for_you", "in_triage", "on_hold", "nothing"],
        help_text="What the message says, for programs.",
    )
    until = serializers.DateTimeField(
        allow_null=True, help_text="When the first lease ends, or the first held review wakes."
    )
    message = serializers.CharField()


class NextInput(Input):
    stay_in = serializers.ChoiceField(
        ["article", "story"],
        required=False,
        help_text="Prefer what stands in the article that one had last; a story is that article and its near copies.",
    )
    with_following = serializers.BooleanField(
        required=False, help_text="Lease the one after it as well; its clock starts when it is displayed."
    )


class HandOverInput(Input):
    """`from` names a colleague, `to` who gets what they hold."""

    to: "serializers.SlugRelatedField[User]" = serializers.SlugRelatedField(
        slug_field="username",
        queryset=User.objects.filter(is_active=True),
        required=False,
        allow_null=True,
        help_text="A user name; null, or left out: it is free for all.",
    )

    def get_fields(self) -> dict[str, Any]:
        """A word of the language cannot be an attribute."""
        holder: serializers.SlugRelatedField[User] = serializers.SlugRelatedField(
            slug_field="username", queryset=User.objects.all(), help_text="A user name."
        )
        return {"from": holder, **super().get_fields()}


class MovedSerializer(serializers.Serializer):
    """What became of one lease."""

    review = serializers.IntegerField(source="review_id")
    assignment = serializers.IntegerField(
        source="to.pk", default=None, allow_null=True, help_text="The new lease; null: it is free."
    )
    with_draft = serializers.BooleanField()
    why = serializers.CharField(help_text="Why it was freed instead of handed over.")


class HandedOverSerializer(serializers.Serializer):
    leases = MovedSerializer(many=True)


class QueueViewSet(viewsets.ViewSet):
    pagination_class = None
    scopes = {
        **dict.fromkeys(("list", "next", "mine"), "reviews:review"),
        "hand_over": "reviews:triage",
    }

    @extend_schema(responses=forced_singular_serializer(QueueSerializer), operation_id="queue")
    def list(self, request: Request) -> Response:
        """How much there is to do, or why there is nothing."""
        return Response(QueueSerializer(standing.of_queue(caller(request))).data)

    @extend_schema(
        request=NextInput, responses={200: NextAssignmentSerializer, 204: None}, operation_id="queue_next"
    )
    @action(detail=False, methods=["post"])
    def next(self, request: Request) -> Response:
        """Take the next review: the one already held, else the head of the queue; 204 when there is none."""
        wish = read(request.data, by=NextInput)
        assignment = queue.lease_next(caller(request), stay_in=wish.get("stay_in", ""))
        if assignment is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        assignment.following = queue.lease_following(caller(request)) if wish.get("with_following") else None
        return Response(shown(assignment, by=NextAssignmentSerializer))

    @extend_schema(responses=AssignmentSerializer(many=True), operation_id="queue_mine")
    @action(detail=False)
    def mine(self, request: Request) -> Response:
        """What one holds, oldest first; what follows the one in hand last."""
        held = queue.held_of(caller(request)).select_related("review__claim", "review__desk__policy")
        return Response(AssignmentSerializer(map(serving.show, held), many=True).data)

    @extend_schema(
        request=HandOverInput,
        responses=forced_singular_serializer(HandedOverSerializer),
        operation_id="queue_hand_over",
    )
    @action(detail=False, methods=["post"], url_path="hand-over")
    @idempotent
    def hand_over(self, request: Request) -> Response:
        """Give all that a colleague holds, drafts as well, to another, or free it. What that one may not have is freed."""
        body = HandOverInput(data=request.data)
        body.is_valid(raise_exception=True)
        moved = handing_over.hand_over(
            body.validated_data["from"], to=body.validated_data.get("to"), actor=caller(request)
        )
        self.quoted_article_ids = Review.objects.filter(
            pk__in=[lease.review_id for lease in moved]
        ).values_list("claim__article", flat=True)
        return Response(HandedOverSerializer({"leases": moved}).data)
