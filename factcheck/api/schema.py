"""What every operation of the OpenAPI document has in common."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers


class ProblemErrorSerializer(serializers.Serializer):
    field = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """RFC 9457. ``code`` is stable; ``detail`` is for people."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors = ProblemErrorSerializer(many=True, required=False)  # type: ignore[assignment]


IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Any string up to 200 characters, new for every act. A repeat gets the first answer.",
)


class ProblemSchema(AutoSchema):
    """Adds the problem document to every operation, and the key to those that take one."""

    def get_override_parameters(self) -> list[Any]:
        action = getattr(self.view, getattr(self.view, "action", None) or "", None)
        return [IDEMPOTENCY_KEY] if getattr(action, "takes_key", False) else []

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        problem = self._get_response_for_code(
            OpenApiResponse(ProblemSerializer, description="A problem document."),
            "default",
            ["application/problem+json"],
        )
        return {**bodies, "default": problem}
