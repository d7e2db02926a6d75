"""Small things every request gets."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from config.policies import ADMIN_POLICY, STRICT_POLICY

Handler = Callable[[HttpRequest], HttpResponse]


class AnswerRequestId:
    """Answers the id under which this request stands in the logs, the worker's lines included."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request_id := structlog.contextvars.get_contextvars().get("request_id"):
            response["X-Request-ID"] = request_id
        return response


class ContentSecurityPolicy:
    """Says what a page may load, see ``config.policies``, where its view has not said it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = ADMIN_POLICY if request.path_info.startswith("/admin/") else STRICT_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        return response


class UserTimeZone:
    """Shows times on pages, and reads them in forms, in the signed-in user's zone. The API speaks UTC."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/api/"):
            return self.get_response(request)
        user = request.user
        if user.is_authenticated:
            with timezone.override(ZoneInfo(user.time_zone)):
                return self.get_response(request)
        return self.get_response(request)
