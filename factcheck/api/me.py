"""Who am I, and what may I do."""

from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.permissions import caller


class MeSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    username = serializers.CharField()
    display_name = serializers.CharField()
    time_zone = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    scopes = serializers.ListField(child=serializers.CharField())
    may_open_admin = serializers.BooleanField(help_text="Whether the administration has anything for them.")


class MeViewSet(viewsets.ViewSet):
    permission_classes = [IsAuthenticated]
    pagination_class = None

    @extend_schema(responses=forced_singular_serializer(MeSerializer), operation_id="me")
    def list(self, request: Request) -> Response:
        """The signed-in user, or whom the token speaks for, with the scopes that hold for this request."""
        user = caller(request)
        return Response(
            MeSerializer(
                {
                    "id": user.pk,
                    "username": user.username,
                    "display_name": str(user),
                    "time_zone": user.time_zone,
                    "roles": sorted(user.groups.values_list("name", flat=True)),
                    "scopes": sorted(user.scopes),
                    "may_open_admin": user.may_open_admin,
                }
            ).data
        )
