"""The desk's pages, and the way out of its mails."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from reviews import mail


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


@csrf_exempt  # mail programs press the button themselves (RFC 8058); whoever holds the signed link may
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Switch somebody's mails off. Looking at the page does nothing: mail scanners follow every link."""
    reader = mail.reader_of(token)
    if reader is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done:
        mail.choose(reader, when=mail.When.OFF)
    response = render(request, "reviews/unsubscribe.html", {"is_done": is_done})
    response["Referrer-Policy"] = "no-referrer"
    return response


def _page(request: HttpRequest, template: str) -> HttpResponse:
    return render(request, template, {"csrf_cookie_name": settings.CSRF_COOKIE_NAME})
