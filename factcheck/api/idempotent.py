"""``Idempotency-Key`` for views."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.permissions import caller
from factcheck.errors import FieldError, InvalidInput
from factcheck.idempotency import answer_once


def idempotent(action: Callable[..., Response]) -> Callable[..., Response]:
    """Wrap an action of a view set: with an ``Idempotency-Key`` a repeat gets the stored answer.

    A view whose request or answer may quote articles sets ``self.quoted_article_ids``, so that a take-down finds what is
    kept: the answer, a digest of the body, and the key, which may be any text.
    """

    @wraps(action)
    def wrapped(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return action(self, request, *args, **kwargs)
        if len(key) > 200:
            detail = "An Idempotency-Key has at most 200 characters."
            raise InvalidInput(detail, errors=[FieldError("Idempotency-Key", "too_long", detail)])
        self.quoted_article_ids = ()

        def act() -> tuple[int, dict[str, Any]]:
            response = action(self, request, *args, **kwargs)
            return response.status_code, response.data

        (status, content), replayed = answer_once(
            user=caller(request),
            route=f"{request.method} {request.path}",
            key=key,
            body=_as_json(request.data),
            act=act,
            article_ids=lambda: self.quoted_article_ids,
        )
        return Response(
            content, status=status, headers={"Idempotency-Replayed": "true"} if replayed else None
        )

    wrapped.takes_key = True  # type: ignore[attr-defined]
    return wrapped


def _as_json(body: Any) -> Any:
    """A form as a JSON value; a file counts by its bytes."""
    if not isinstance(body, QueryDict):
        return body
    return {name: [_digest(value) for value in values] for name, values in body.lists()}


def _digest(value: Any) -> str:
    if not isinstance(value, UploadedFile):
        return str(value)
    digest = hashlib.sha256(value.read()).hexdigest()
    value.seek(0)
    return f"{value.name} {digest}"
