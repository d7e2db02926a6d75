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

    A view or action without an entry is refused: a forgotten line closes, never opens.
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
        scope = scopes[action]
        if isinstance(request.auth, ApiToken) and scope not in request.auth.scopes:
            raise exceptions.PermissionDenied(f"The token lacks the scope {scope}. Make one that has it.")
        if not request.user.has_scope(scope):
            raise exceptions.PermissionDenied(f"This needs the scope {scope}, which none of your roles has.")
        return True
