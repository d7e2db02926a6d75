"""The sidebar: what the signed-in user may open, in the order of a day's work."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.admin.access import signed_in
from factcheck.admin.site import site
from reviews import notices
from reviews.admin.agreement import SCOPE as AGREEMENT_SCOPE
from reviews.admin.agreement import agreement_url
from reviews.models import Review


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """Unfold's navigation; groups without a link to show are left out."""
    groups = [
        (_("Desk"), _work(request)),
        (_("Reviews"), _states(request)),
        (_("Settings"), _settings(request)),
        (_("Elsewhere"), _elsewhere()),
    ]
    listed = [(title, list(items)) for title, items in groups]
    return [
        {"title": title, "separator": n > 0, "items": items}
        for n, (title, items) in enumerate(listed)
        if items
    ]


def _work(request: HttpRequest) -> Iterator[dict[str, Any]]:
    index = reverse("admin:index")
    yield {"title": _("Overview"), "icon": "dashboard", "link": index, "active": request.path == index}
    yield {
        "title": _("Notices"),
        "icon": "notifications",
        "link": "/desk/?notices",
        "active": False,
        "badge": _unread(request),
    }
    yield from _state(request, Review.State.TRIAGE, _("Triage"), "inbox")
    yield from _list(request, "factcheck", "article", _("Articles"), "article")
    yield from _list(request, "factcheck", "claim", _("Claims"), "format_quote")
    yield from _list(request, "reviews", "factcheck", _("Fact checks"), "task_alt")
    yield from _list(request, "factcheck", "feed", _("Feeds"), "rss_feed")
    yield from _list(request, "reviews", "editortask", _("Editor's tasks"), "assignment_late")
    yield from _list(request, "factcheck", "pipelinerun", _("Pipeline"), "manufacturing")
    yield from _list(request, "factcheck", "event", _("History"), "history")


def _unread(request: HttpRequest) -> str:
    """How many notices wait; nothing where none does. Counting stops where nobody counts any more."""
    unread = notices.visible_to(signed_in(request), at=timezone.now()).filter(read_at__isnull=True)
    count = unread[:100].count()
    return str(count) if count else ""


def _states(request: HttpRequest) -> Iterator[dict[str, Any]]:
    yield from _state(request, Review.State.OPEN, _("Open"), "pending")
    yield from _state(request, Review.State.DISPUTED, _("Waiting for adjudication"), "balance")
    yield from _state(request, Review.State.ON_HOLD, _("On hold"), "pause_circle")
    yield from _state(request, Review.State.DECIDED, _("Decided"), "check_circle")
    yield from _state(request, Review.State.DISMISSED, _("Dismissed"), "cancel")
    yield from _state(request, "all", _("All"), "list")
    if signed_in(request).has_scope(AGREEMENT_SCOPE):
        url = agreement_url()
        is_here = request.path == url
        yield {"title": _("Agreement"), "icon": "handshake", "link": url, "active": is_here}


def _settings(request: HttpRequest) -> Iterator[dict[str, Any]]:
    yield from _list(request, "factcheck", "newsroom", _("Newsroom"), "apartment")
    yield from _list(request, "factcheck", "desk", _("Desks and policy"), "tune")
    yield from _list(request, "reviews", "conflictofinterest", _("Conflicts of interest"), "diversity_3")
    yield from _list(request, "reviews", "ratingscale", _("Rating scales"), "straighten")
    yield from _list(request, "factcheck", "publisher", _("Publishers"), "newspaper")
    yield from _list(request, "factcheck", "user", _("Users"), "group")
    yield from _list(request, "auth", "group", _("Roles"), "badge")
    yield from _list(request, "factcheck", "apitoken", _("API tokens"), "key")


def _elsewhere() -> Iterator[dict[str, Any]]:
    yield {"title": _("Review desk"), "icon": "fact_check", "link": "/desk/", "active": False}
    yield {"title": _("API"), "icon": "api", "link": reverse("docs"), "active": False}


def _list(request: HttpRequest, app: str, model: str, title: str, icon: str) -> Iterator[dict[str, Any]]:
    if _may_open(request, f"{app}.{model}"):
        url = reverse(f"admin:{app}_{model}_changelist")
        yield {"title": title, "icon": icon, "link": url, "active": request.path.startswith(url)}


def _state(request: HttpRequest, state: str, title: str, icon: str) -> Iterator[dict[str, Any]]:
    if _may_open(request, "reviews.review"):
        url = reverse("admin:reviews_review_changelist")
        shown = request.GET.get("state", Review.State.TRIAGE)
        is_here = request.path == url and shown == state
        yield {"title": title, "icon": icon, "link": f"{url}?state={state}", "active": is_here}


def _may_open(request: HttpRequest, label: str) -> bool:
    return any(
        model._meta.label_lower == label and model_admin.has_view_permission(request)
        for model, model_admin in site._registry.items()
    )
