"""The review desk's page."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie


@login_required
@ensure_csrf_cookie
def desk(request: HttpRequest, place: str) -> HttpResponse:
    """An empty page that loads the desk; ``place`` is the desk's own to read."""
    return render(request, "desk/index.html", {"csrf_cookie_name": settings.CSRF_COOKIE_NAME})
