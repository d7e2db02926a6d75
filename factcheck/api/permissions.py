"""May they: one question, answered from ``factcheck.roles``."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rest_framework import exceptions, permissions
from rest_framework.request import Request

from factcheck.models import ApiToken, User

if TYPE_CHECKING:  # DRF's views import their permissions
    from rest_framework.views import APIView


def caller(request: Request) -> User:
    """Who asks. The permission classes have let them through, so it is somebody."""
    return cast(User, request.user)


class HasScope(permissions.BasePermission):
    """The scope that the view names for its action: ``scopes = {"list": "articles:read", …}``.

    Several in a tuple: any of them will do, and the domain function says what each may. A view or action without an
    entry is refused: a forgotten line closes, never opens.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated("Sign in, or send “Authorization: Bearer <token>”.")
        action = getattr(view, "action", None)
        scopes = getattr(view, "scopes", {})
        if action in {None, "metadata"}:
            return True  # a method that the view does not have (DRF answers 405), or OPTIONS
        if action not in scopes:
            raise exceptions.PermissionDenied("This address is not open to anybody.")
        wanted = (scopes[action],) if isinstance(scopes[action], str) else scopes[action]
        named = " or ".join(wanted)
        if isinstance(request.auth, ApiToken):
            wanted = tuple(scope for scope in wanted if scope in request.auth.scopes)
            if not wanted:
                raise exceptions.PermissionDenied(f"The token lacks the scope {named}. Make one that has it.")
        if not any(request.user.has_scope(scope) for scope in wanted):
            raise exceptions.PermissionDenied(f"This needs the scope {named}, which none of your roles has.")
        return True
