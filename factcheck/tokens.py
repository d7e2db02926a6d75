"""Bearer tokens: made, looked up, revoked."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone

from factcheck import history
from factcheck.digests import sha256_hex
from factcheck.errors import FieldError, InvalidInput
from factcheck.models import ApiToken, User
from factcheck.prepared import Param, prepared
from factcheck.roles import scopes_of

#: Tells a token from other strings, for people and for secret scanners.
PREFIX = "fck_"
#: ``last_used_at`` is moved at most this often, so that reading does not write.
_USE_RECORDED_EVERY = timedelta(minutes=1)


@transaction.atomic
def create_token(
    user: User,
    *,
    name: str,
    scopes: Collection[str] | None = None,
    expires_at: datetime | None = None,
    actor: User | None = None,
    secret: str | None = None,
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is never to be had again. No ``scopes``: all that the user has.

    Raises:
        InvalidInput: a scope that does not exist or that the user lacks.
    """
    wanted = set(user.scopes if scopes is None else scopes)
    if lacking := wanted - user.scopes:
        raise InvalidInput(
            f"{user.username} does not have: {', '.join(sorted(lacking))}. "
            f"Has: {', '.join(sorted(user.scopes)) or 'nothing'}.",
            errors=[FieldError("scopes", "not_held", scope) for scope in sorted(lacking)],
        )
    secret = secret or PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        digest=sha256_hex(secret),
        hint=secret[:8],
        scopes=sorted(wanted),
        expires_at=expires_at,
    )
    history.record(
        token, "token.created", actor=actor, details={"user": user.pk, "name": name, "scopes": token.scopes}
    )
    return token, secret


def find_token(secret: str) -> ApiToken | None:
    """The live token of ``secret``, its user and their scopes loaded, or None. Notes that it was used.

    One query: every request of an integration begins here.
    """
    now = timezone.now()
    found = _live_token(digest=sha256_hex(secret), at=now)
    if not found:
        return None
    token = found[0]
    token.user.scopes = scopes_of(token.roles, is_superuser=token.user.is_superuser)
    if token.last_used_at is None or now - token.last_used_at > _USE_RECORDED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


@prepared
def _live_token(digest: Param, at: Param) -> "QuerySet[ApiToken, Any]":
    roles = Group.objects.filter(user=OuterRef("user")).order_by().values("name")
    return (
        ApiToken.objects.select_related("user")
        .annotate(roles=ArraySubquery(roles))
        .filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at), digest=digest)
        .filter(revoked_at__isnull=True, user__is_active=True)
    )


@transaction.atomic
def revoke_token(token_id: int, *, actor: User | None) -> ApiToken:
    """End a token at once. Safe to repeat."""
    token = ApiToken.objects.select_for_update(no_key=True).get(pk=token_id)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        history.record(token, "token.revoked", actor=actor)
    return token
