"""What can go wrong by somebody's doing. ``config.problems`` turns these into answers.

``code`` is part of the API and is never reworded; the message says what to do next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True)
class FieldError:
    field: str
    code: str
    detail: str


class DomainError(Exception):
    """A rule said no. Nothing was changed."""

    status = HTTPStatus.CONFLICT
    code = "conflict"
    title = "The request conflicts with the current state."
    #: How long to wait before it may go well, where that is known.
    retry_seconds: float | None = None

    def __init__(self, detail: str, *, errors: Sequence[FieldError] = (), **extensions: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = list(errors)
        self.extensions = extensions


class InvalidInput(DomainError):
    status = HTTPStatus.BAD_REQUEST
    code = "invalid"
    title = "The request is not valid."


class NotAllowed(DomainError):
    status = HTTPStatus.FORBIDDEN
    code = "not_allowed"
    title = "You may not do this."


class TooLong(DomainError):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "too_long"
    title = "It is too long."


class NotRetryable(DomainError):
    code = "not_retryable"
    title = "There is nothing to retry."


class Redacted(DomainError):
    code = "redacted"
    title = "The article was taken down."


class TextChanged(DomainError):
    code = "text_changed"
    title = "The article has another text by now."


class NotThereYet(DomainError):
    status = HTTPStatus.NOT_FOUND
    code = "not_there_yet"
    title = "It was not there at that time."


class NoWordsYet(DomainError):
    code = "no_words_yet"
    title = "The article has no words yet."


class CannotGrow(DomainError):
    code = "cannot_grow"
    title = "Nothing can be added to this article."


class KnownClaim(DomainError):
    code = "known_claim"
    title = "A claim stands there already."


class LegalHold(DomainError):
    code = "legal_hold"
    title = "A legal hold stops this."


class KeyInUse(DomainError):
    code = "idempotency_key_in_use"
    title = "The same request is being worked on."


class KeyReused(DomainError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "idempotency_key_reused"
    title = "The idempotency key was used for another request."
