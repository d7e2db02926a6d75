"""Who may open what: scopes of ``factcheck.roles``, not Django's model permissions."""

from typing import Any, cast

from django.db.models import Model
from django.http import HttpRequest

from factcheck.models import User


def signed_in(request: HttpRequest) -> User:
    """Who acts. The site has let them in, so it is somebody."""
    return cast(User, request.user)


class ScopedAccess:
    """Maps the admin's view, add and change to scopes. Nothing is ever deleted: it has a history.

    An empty set closes; any one scope of a set opens. Whoever may change may also look.
    """

    view_scopes: frozenset[str] = frozenset()
    add_scopes: frozenset[str] = frozenset()
    change_scopes: frozenset[str] = frozenset()

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._holds(request, self.view_scopes | self.change_scopes)

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        return self._holds(request, self.add_scopes)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._holds(request, self.change_scopes)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._holds(request, self.view_scopes | self.add_scopes | self.change_scopes)

    def _holds(self, request: HttpRequest, scopes: frozenset[str]) -> bool:
        return request.user.is_authenticated and not scopes.isdisjoint(signed_in(request).scopes)
