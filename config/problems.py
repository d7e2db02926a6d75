"""Errors as RFC 9457 problem documents. The only module where a domain error meets HTTP."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from psycopg.errors import DiskFull
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from factcheck.api.field_errors import field_errors, in_words
from factcheck.api.parsers import NotAForm
from factcheck.errors import DomainError, FieldError

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"

#: DRF's exceptions that already say what is wrong; title and code of ours.
_KNOWN: dict[type[Exception], tuple[str, str]] = {
    exceptions.ValidationError: ("invalid", "The request is not valid."),
    exceptions.ParseError: ("not_json", "The body is not JSON."),
    NotAForm: ("not_a_form", "The body is not a form."),
    exceptions.NotAuthenticated: ("not_authenticated", "Sign in, or send a token."),
    exceptions.AuthenticationFailed: ("authentication_failed", "The token is not valid."),
    exceptions.PermissionDenied: ("not_allowed", "You may not do this."),
    exceptions.NotFound: ("not_found", "There is nothing here."),
    exceptions.MethodNotAllowed: ("method_not_allowed", "This address does not take this method."),
    exceptions.NotAcceptable: ("not_acceptable", "The API answers JSON."),
    exceptions.UnsupportedMediaType: ("unsupported_media_type", "Send JSON."),
    exceptions.Throttled: ("throttled", "Too many requests."),
}


def problem(
    status: int, code: str, title: str, detail: str, errors: Iterable[FieldError] = (), **extensions: object
) -> dict[str, Any]:
    """The members of a problem document; ``errors`` only where there are any."""
    document: dict[str, Any] = {
        "type": f"urn:factcheck:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        **extensions,
    }
    if listed := [{"field": error.field, "code": error.code, "detail": error.detail} for error in errors]:
        document["errors"] = listed
    return document


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. None: an error of ours, which becomes a 500 without a trace in the answer."""
    document, headers = _document(error)
    if document is None:
        return None
    set_rollback()
    return Response(document, status=document["status"], headers=headers, content_type=MEDIA_TYPE)


def _document(error: Exception) -> tuple[dict[str, Any] | None, dict[str, str]]:
    if isinstance(error, DomainError):
        headers = {"Retry-After": str(int(wait) + 1)} if (wait := error.retry_seconds) else {}
        return problem(
            error.status, error.code, error.title, error.detail, error.errors, **error.extensions
        ), headers
    if isinstance(error, (Http404, ObjectDoesNotExist)):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, RequestDataTooBig):
        return problem(413, "too_long", "The request is too long.", "Send it in parts."), {}
    if isinstance(error, (OperationalError, InterfaceError)):
        log.error("database_failed", exc_info=error)
        return _database_problem(error)
    if not isinstance(error, exceptions.APIException):
        return None, {}
    code, title = _KNOWN.get(type(error), (str(error.default_code), "The request was refused."))
    errors = list(field_errors(error.detail)) if isinstance(error, exceptions.ValidationError) else []
    detail = in_words(errors) or str(error.detail)
    headers = {}
    if auth := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = auth
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    return problem(error.status_code, code, title, detail, errors), headers


def _database_problem(error: Exception) -> tuple[dict[str, Any], dict[str, str]]:
    """What heals without a change of the request: the sender should keep it and come back."""
    if isinstance(error.__cause__, DiskFull):
        title = "The desk's disk is full."
        detail = "Nothing was stored. Keep the request, and tell whoever runs the desk to make room."
        return problem(HTTPStatus.INSUFFICIENT_STORAGE, "storage_full", title, detail), {}
    title = "The desk's database does not answer."
    detail = "Send the request again in a moment, with the same Idempotency-Key if it had one."
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, "database_unavailable", title, detail), {
        "Retry-After": "5"
    }


# --- Django's own error pages --------------------------------------------------------------------------


def _wants_json(request: HttpRequest) -> bool:
    return request.path_info.startswith(("/api/", "/livez", "/readyz")) or not request.accepts("text/html")


def _answer(request: HttpRequest, status: HTTPStatus, code: str, title: str, detail: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse(problem(status, code, title, detail), status=status, content_type=MEDIA_TYPE)
    return render(
        request, "error.html", {"title": title, "detail": detail, "status": int(status)}, status=status
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(
        request, HTTPStatus.BAD_REQUEST, "bad_request", "The request is not valid.", "Check address and body."
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(
        request,
        HTTPStatus.FORBIDDEN,
        "not_allowed",
        "You may not do this.",
        "Ask an administrator for the role, or sign in as somebody who has it.",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, HTTPStatus.NOT_FOUND, "not_found", "There is nothing here.", "Check the address.")


def server_error(request: HttpRequest) -> HttpResponse:
    return _answer(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "server_error",
        "Something broke on our side.",
        "Nothing was changed. Try again; if it stays, tell whoever runs the desk, with the X-Request-ID of this answer.",
    )
