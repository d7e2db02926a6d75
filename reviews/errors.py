"""What the desk refuses. Each says what to do next."""

from http import HTTPStatus

from factcheck.errors import DomainError


class IllegalTransition(DomainError):
    code = "illegal_transition"
    title = "This cannot be done in the current state."


class Stale(DomainError):
    code = "stale"
    title = "The claim changed while you were looking at it."


class LeaseNotHeld(DomainError):
    code = "lease_not_held"
    title = "You do not hold this review."


class AlreadyRuled(DomainError):
    code = "already_ruled"
    title = "You have ruled on this review."


class NotAvailable(DomainError):
    code = "not_available"
    title = "Nobody can take this review now."


class TooMuchWaiting(DomainError):
    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too_much_waiting"
    title = "Too much is waiting to be used."


class TooManyPages(DomainError):
    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too_many_pages"
    title = "Too many pages at once."
    retry_seconds = 20.0


class UndoOver(DomainError):
    code = "undo_over"
    title = "The verdict can no longer be taken back."


class StillBlind(DomainError):
    code = "still_blind"
    title = "It would tell of verdicts that are still blind."


class OwnWork(DomainError):
    status = HTTPStatus.FORBIDDEN
    code = "own_work"
    title = "Nobody decides on their own work."


class CannotEdit(DomainError):
    code = "cannot_edit"
    title = "This comment can no longer be changed."


class LinkClosed(DomainError):
    status = HTTPStatus.GONE
    code = "link_closed"
    title = "This link is no longer open."


class NotDisputed(DomainError):
    code = "not_disputed"
    title = "There is no dispute to rule on."


class NotYours(DomainError):
    status = HTTPStatus.FORBIDDEN
    code = "not_yours"
    title = "This is for somebody else to decide."
