"""The page for an expert from outside: no login, no script, nothing for a browser or a search engine to keep.

Opening binds the link to a browser, so it is a POST: mail scanners and chats that fetch an address to show what is
behind it must not use it up. The forms carry no CSRF token. With ``no-referrer`` a browser names no origin that one
could be checked against, and what a forged form does not know is the secret in the address.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from factcheck.admin.context import place_of
from factcheck.errors import InvalidInput
from reviews import comments, expert_links, rate_limits
from reviews.default_desk import the_newsroom
from reviews.errors import LinkClosed
from reviews.evidence import is_web_address
from reviews.models import Evidence, ExpertLink

#: Looks from one address, and at one link, in ten minutes. A person needs a handful.
_MOST_LOOKS, _WINDOW_SECONDS = 60, 600
_SALT = "expert link"

View = Callable[..., HttpResponse]


class AnswerForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    affiliation = forms.CharField(
        label=_("Where you work"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    text = forms.CharField(
        label=_("Your answer"),
        max_length=comments.MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 10}),
    )


def _guarded(view: View) -> View:
    """Finds the link, counts looks, and sends the headers that keep the address from travelling."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, secret: str) -> HttpResponse:
        response = _answer(view, request, secret)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return guarded


def _answer(view: View, request: HttpRequest, secret: str) -> HttpResponse:
    caller = get_adapter().get_client_ip(request)
    if _is_too_often(f"expert link from {caller}"):
        return _refuse_for_now(request, expert_links.find(secret))
    link = expert_links.find(secret)
    if link is None:
        return _refuse(
            request, _("There is no such link. Check that it was copied whole."), HTTPStatus.NOT_FOUND
        )
    if _is_too_often(f"expert link {link.pk}"):
        return _refuse_for_now(request, link)
    with timezone.override(ZoneInfo(the_newsroom().time_zone)):
        try:
            return view(request, link, secret)
        except LinkClosed as closed:
            expert_links.note_refusal(link.pk, closed.detail)
            return _refuse(request, closed.detail, HTTPStatus.GONE)


def _refuse_for_now(request: HttpRequest, link: ExpertLink | None) -> HttpResponse:
    """Noted in the link's history once in ten minutes: who asks without end must not write there without end."""
    if link and not rate_limits.is_too_often(
        f"noted refusals of expert link {link.pk}", most=1, seconds=_WINDOW_SECONDS
    ):
        expert_links.note_refusal(link.pk, "Too many attempts.")
    return _refuse(request, _("Too many attempts. Try again in ten minutes."), HTTPStatus.TOO_MANY_REQUESTS)


def _is_too_often(name: str) -> bool:
    return rate_limits.is_too_often(name, most=_MOST_LOOKS, seconds=_WINDOW_SECONDS)


def _refuse(request: HttpRequest, reason: Any, status: HTTPStatus) -> HttpResponse:
    return render(
        request, "reviews/expert/closed.html", {"reason": reason, "newsroom": the_newsroom()}, status=status
    )


@_guarded
@require_safe
def look(request: HttpRequest, link: ExpertLink, secret: str) -> HttpResponse:
    """A button before it is opened; then, in the browser that opened it, the claim and a form."""
    browser = _browser(request, link)
    is_ours = expert_links.is_of(link, browser)
    if is_ours and link.comment_id:
        return _show(request, link, secret, "reviews/expert/answered.html")
    expert_links.check_usable(link)
    if link.opened_at is None:
        return _show(request, link, secret, "reviews/expert/button.html")
    if not is_ours:
        raise LinkClosed("It was opened in another browser.")
    return _ask(request, link, secret, AnswerForm())


@_guarded
@require_POST
def open_link(request: HttpRequest, link: ExpertLink, secret: str) -> HttpResponse:
    """Bind the link to this browser. Pressed twice, it is open."""
    if not expert_links.is_of(link, _browser(request, link)):
        browser = expert_links.open_once(link.pk)
        response = redirect("expert_link", secret=secret)
        response.set_signed_cookie(
            _cookie(link),
            browser,
            salt=_SALT,
            expires=link.expires_at,
            path="/expert/",
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",  # a link in a mail is followed from another site
        )
        return response
    return redirect("expert_link", secret=secret)


@_guarded
@require_POST
def answer(request: HttpRequest, link: ExpertLink, secret: str) -> HttpResponse:
    """The one answer. What is refused is shown again, with what was typed."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            expert_links.answer(link.pk, browser=_browser(request, link), **form.cleaned_data)
        except InvalidInput as refused:
            form.add_error(None, refused.detail)
        else:
            return redirect("expert_link", secret=secret)
    expert_links.check_usable(link)
    if not expert_links.is_of(link, _browser(request, link)):
        raise LinkClosed("It was opened in another browser.")
    return _ask(request, link, secret, form, status=HTTPStatus.BAD_REQUEST)


def _ask(
    request: HttpRequest, link: ExpertLink, secret: str, form: forms.Form, **options: Any
) -> HttpResponse:
    claim = link.review.claim
    newest = claim.article.versions.order_by("-number").only("headline", "author", "published_at").first()
    context = {
        "form": form,
        "claim": claim,
        "place": place_of(claim),
        "version": newest,
        "evidence": _shown_of(link),
    }
    return _show(request, link, secret, "reviews/expert/ask.html", context, **options)


def _shown_of(link: ExpertLink) -> list[dict[str, Any]]:
    """What was found, each thing once: several reviewers may rest on the same."""
    shown: dict[tuple[str, ...], dict[str, Any]] = {}
    for piece in expert_links.evidence_of(link):
        words = piece.words
        what = piece.stance if piece.stance == Evidence.Stance.NOTHING_FOUND else piece.kind
        read = (what, *(words[name] for name in ("url", "title", "quote", "note")))
        url = words["url"] if is_web_address(words["url"]) else ""
        shown.setdefault(read, {"words": words, "url": url, "piece": piece})
    return list(shown.values())


def _show(
    request: HttpRequest,
    link: ExpertLink,
    secret: str,
    template: str,
    context: dict[str, Any] | None = None,
    **options: Any,
) -> HttpResponse:
    shared = {"link": link, "secret": secret, "newsroom": the_newsroom()}
    return render(request, template, shared | (context or {}), **options)


def _browser(request: HttpRequest, link: ExpertLink) -> str:
    """The secret that this browser got when it opened the link; "" for another."""
    return request.get_signed_cookie(_cookie(link), default="", salt=_SALT) or ""


def _cookie(link: ExpertLink) -> str:
    return f"factcheck_expert_{link.pk}"
