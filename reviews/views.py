"""The desk's pages."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie


@login_required
@ensure_csrf_cookie
def desk(request: HttpRequest, place: str) -> HttpResponse:
    """An empty page that loads the desk; ``place`` is the desk's own to read."""
    return _page(request, "desk/index.html")


@login_required
@ensure_csrf_cookie
def add_article(request: HttpRequest) -> HttpResponse:
    """The window that a bookmark opens on somebody else's page, which then hands itself over.

    For that the two windows must know each other. Nothing is sent before somebody presses a button here.
    """
    response = _page(request, "desk/add.html")
    response["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response


def _page(request: HttpRequest, template: str) -> HttpResponse:
    return render(request, template, {"csrf_cookie_name": settings.CSRF_COOKIE_NAME})
