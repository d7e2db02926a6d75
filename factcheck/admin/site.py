"""The admin's site: who gets in, and what it does instead of Django's own log."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin import sites
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.templatetags.static import static
from unfold.sites import UnfoldAdminSite

from factcheck.admin.access import ScopedAccess, signed_in


class DeskSite(UnfoldAdminSite):
    index_template = "factcheck/admin/index.html"
    index_title = "Overview"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and signed_in(request).may_open_admin

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only pages that scopes open. What other apps bring goes by Django's permissions and deletes."""
        if admin_class and issubclass(admin_class, ScopedAccess):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Somebody signed in who has no business here is told so.

        Django would send them to the login page, which sends whoever is signed in back here, for ever.
        """
        inner = super().admin_view(view, cacheable)

        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return checked

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sign out, and show the one login page there is."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        logout(request)
        return redirect("account_login")


def stylesheet(request: HttpRequest) -> str:
    """Where the admin's own styles are; named in the settings."""
    return static("factcheck/admin.css")


def icon(request: HttpRequest) -> str:
    """Where the icon is; named in the settings."""
    return static("factcheck/icon.svg")


site = DeskSite()
# The same as unfold's own AppConfig does with its site; this module is imported before any URL is read.
admin.site = sites.site = site
