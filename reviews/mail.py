"""Notices by mail: put together when their reader wants them, and sent by whoever leases the row.

A mail names claims by their label and says what happened; what somebody wrote is read at the desk, behind the login.
"""

import smtplib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from factcheck.errors import FieldError, InvalidInput
from factcheck.models import User
from reviews import notices
from reviews.models import MailDigest, MailPreference, Notice

log = structlog.get_logger(__name__)

When = MailPreference.When
State = MailDigest.State

#: Between two mails to somebody who wants them soon.
_PAUSE = timedelta(minutes=15)
#: A sender that was silent for so long is dead; longer than EMAIL_TIMEOUT and all that goes before.
_LEASE = timedelta(minutes=3)
#: With pauses of up to _LONGEST_PAUSE they take a day and a half: a password is mended by then, a server back.
_MOST_ATTEMPTS = 16
_LONGEST_PAUSE = timedelta(hours=4)
_MOST_NOTICES = 50
_SALT = "end mail"


# --- Who wants it ------------------------------------------------------------------------------------------


def preference_of(user: User) -> MailPreference:
    """What ``user`` chose, or the default, unsaved."""
    return MailPreference.objects.filter(user=user).first() or MailPreference(user=user)


def choose(user: User, *, when: str, hour: int | None = None) -> MailPreference:
    """Have ``user``'s notices sent so from now on; ``hour`` None: as chosen before.

    Raises:
        InvalidInput: nowhere to send them to.
    """
    wanted = When(when)
    if wanted != When.OFF and not user.email:
        detail = "Your account has no mail address. Ask an administrator to add one."
        raise InvalidInput(detail, errors=[FieldError("when", "no_address", detail)])
    hour = preference_of(user).hour if hour is None else hour
    chosen, _ = MailPreference.objects.update_or_create(
        user=user,
        defaults={"when": wanted, "hour": hour, "next_at": _next(wanted, hour, user, after=timezone.now())},
    )
    return chosen


def _next(when: When, hour: int, user: User, *, after: datetime) -> datetime | None:
    """When the next mail may be put together: from now on for "soon", at the next such hour for "daily"."""
    if when == When.OFF:
        return None
    if when == When.SOON:
        return after
    local = after.astimezone(ZoneInfo(user.time_zone))
    chosen = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    # A day on the clock on the wall: 23 or 25 hours where the clock changes.
    return chosen if chosen > local else chosen + timedelta(days=1)


def unsubscribe_address(user: User) -> str:
    token = signing.dumps(user.pk, salt=_SALT)
    return settings.SITE_URL + reverse("unsubscribe", kwargs={"token": token})


def reader_of(token: str) -> User | None:
    """Whose mail the link of ``token`` ends; None: it is not ours."""
    try:
        return User.objects.filter(pk=signing.loads(token, salt=_SALT)).first()
    except signing.BadSignature:
        return None


# --- Putting together --------------------------------------------------------------------------------------


def gather(*, at: datetime) -> int:
    """Put together the mails that are due; how many. Safe to run anywhere, any time.

    Only of unread notices that their reader may see now; what is hidden comes with a later one.
    """
    due = MailPreference.objects.filter(next_at__lte=at, user__is_active=True).exclude(user__email="")
    return sum(_gather_for(pk, at=at) for pk in due.order_by("next_at", "pk").values_list("pk", flat=True))


@transaction.atomic
def _gather_for(preference_id: int, *, at: datetime) -> bool:
    rows = MailPreference.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    preference = rows.select_related("user").filter(pk=preference_id, next_at__lte=at).first()
    if preference is None:
        return False  # somebody else is at it, or was
    fresh = notices.visible_to(preference.user, at=at).filter(read_at__isnull=True, digest__isnull=True)
    ids = list(fresh.order_by("created_at", "pk").values_list("pk", flat=True)[:_MOST_NOTICES])
    if ids:
        digest = MailDigest.objects.create(recipient=preference.user, next_attempt_at=at)
        Notice.objects.filter(pk__in=ids).update(digest=digest)
    if preference.when == When.DAILY:
        preference.next_at = _next(When.DAILY, preference.hour, preference.user, after=at)
    elif ids:
        preference.next_at = at + _PAUSE
    preference.save(update_fields=["next_at"])
    return bool(ids)


# --- Sending -----------------------------------------------------------------------------------------------


def send_due(*, at: datetime, limit: int = 100) -> int:
    """Send what waits; how many were sent. Two senders never have the same mail.

    Leased, committed, sent, recorded: a sender that dies in between leaves a row that another takes up after the
    lease. The mail may then come twice, under one Message-ID, by which mail programs know it as one.
    """
    return sum(_send(digest) for _ in range(limit) if (digest := _lease(at=at)) is not None)


@transaction.atomic
def _lease(*, at: datetime) -> MailDigest | None:
    rows = MailDigest.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    waiting = rows.filter(ended_at__isnull=True, next_attempt_at__lte=at).select_related("recipient")
    digest = waiting.order_by("next_attempt_at", "pk").first()
    if digest is None:
        return None
    digest.state, digest.attempts, digest.next_attempt_at = State.SENDING, digest.attempts + 1, at + _LEASE
    digest.save(update_fields=["state", "attempts", "next_attempt_at"])
    return digest


def _send(digest: MailDigest) -> bool:
    try:
        message = _message(digest)
        if message is not None:
            message.send()
    except Exception as error:  # noqa: BLE001  # whatever it is, it is this mail's trouble: those behind it go out
        _fail(digest, error)
        return False
    _end(digest, State.SENT if message else State.DROPPED)
    return message is not None


def _fail(digest: MailDigest, error: Exception) -> None:
    """What is refused for good is given up, and so is what went wrong too often."""
    is_given_up = _is_final(error) or digest.attempts >= _MOST_ATTEMPTS
    log.warning(
        "mail_not_sent", digest=digest.pk, attempts=digest.attempts, given_up=is_given_up, exc_info=error
    )
    digest.error = f"{type(error).__name__}: {error}"[:300]
    if is_given_up:
        _end(digest, State.FAILED)
    else:
        digest.state = State.WAITING
        pause = min(timedelta(minutes=2**digest.attempts), _LONGEST_PAUSE)
        digest.next_attempt_at = timezone.now() + pause
        digest.save(update_fields=["state", "error", "next_attempt_at"])


def _is_final(error: Exception) -> bool:
    """Whether the server will never take this mail, or has no such reader.

    A 5xx to the greeting, the password or the sender is none: that is the desk's own set-up, and can be mended.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def _end(digest: MailDigest, state: State) -> None:
    digest.state, digest.ended_at = state, timezone.now()
    digest.save(update_fields=["state", "error", "ended_at"])


def _message(digest: MailDigest) -> EmailMultiAlternatives | None:
    """None where nothing is left to tell, or nobody who wants to hear: things change between gathering and sending."""
    reader = digest.recipient
    wants = reader.is_active and reader.email and preference_of(reader).when != When.OFF
    told = notices.visible_to(reader, at=timezone.now()).filter(digest=digest, read_at__isnull=True)
    listed = list(told.select_related("review__claim", "actor").order_by("created_at", "pk"))
    if not wants or not listed:
        return None
    with timezone.override(ZoneInfo(reader.time_zone)):
        lines = [
            {
                "text": notices.in_words(notice),
                "label": str(notice.review),
                "address": settings.SITE_URL + notices.link_of(notice),
                "when": timezone.localtime(notice.created_at),
            }
            for notice in listed
        ]
        stop = unsubscribe_address(reader)
        context = {
            "reader": reader,
            "lines": lines,
            "unsubscribe": stop,
            "desk": settings.SITE_URL + "/desk/",
        }
        subject = ngettext("%(count)d notice from Factcheck", "%(count)d notices from Factcheck", len(lines))
        message = EmailMultiAlternatives(
            subject % {"count": len(lines)},
            render_to_string("reviews/mail/digest.txt", context),
            to=[reader.email],
            headers={
                "Message-ID": f"<digest-{digest.pk}-{digest.created_at:%Y%m%d%H%M%S}@{settings.MAIL_DOMAIN}>",
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(render_to_string("reviews/mail/digest.html", context), "text/html")
    return message
