"""The admin's first page: the desk's numbers, and what should be looked at first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.admin.access import signed_in
from factcheck.admin.display import link_to, score_bar
from factcheck.headlines import with_headline
from factcheck.models import Article, Event, Feed, PipelineRun
from reviews.models import EditorTask, Review
from reviews.visible_history import events_visible_to

#: Counting stops here; "1,000+" says enough.
_CAP = 1000
_FIRST = 8


@dataclass(frozen=True)
class Card:
    title: str
    number: str
    url: str
    note: str
    asks: bool = False  #: somebody should do something about it


def numbers(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Unfold's dashboard callback: adds ``cards`` and ``first_in_triage``."""
    user = signed_in(request)
    return {**context, "cards": list(_cards(user)), "first_in_triage": _first_in_triage()}


def _cards(user: Any) -> Any:
    reviews = reverse("admin:reviews_review_changelist")
    articles = reverse("admin:factcheck_article_changelist")
    runs = reverse("admin:factcheck_pipelinerun_changelist")
    states = [
        (Review.State.TRIAGE, _("In triage"), _("wait for an editor"), True),
        (Review.State.OPEN, _("Open"), _("wait for reviewers"), False),
        (Review.State.ON_HOLD, _("On hold"), _("wait for something else"), False),
        (Review.State.DISPUTED, _("Disputed"), _("wait for an adjudicator"), True),
    ]
    for state, title, note, asks in states:
        count = _count(Review.objects.told_to_be([state], at=timezone.now()))
        yield _card(title, count, f"{reviews}?state={state}", note, asks=asks)
    if user.has_scope("fact-checks:write"):
        asked = _count(EditorTask.objects.filter(answer=""))
        tasks = reverse("admin:reviews_editortask_changelist")
        yield _card(_("Editor's tasks"), asked, tasks, _("published, and changed since"), asks=True)
    failed = _count(Article.objects.filter(status=Article.Status.FAILED, redacted_at__isnull=True))
    yield _card(
        _("Failed articles"), failed, f"{articles}?status__exact=failed", _("could not be read"), asks=True
    )
    silent = _count(Feed.objects.filter(Q(failure_count__gt=0) | Q(paused_at__isnull=False)))
    feeds = reverse("admin:factcheck_feed_changelist")
    yield _card(_("Feeds in trouble"), silent, feeds, _("fail, or are paused"), asks=True)
    working = _count(PipelineRun.objects.filter(step="extract", status__in=["queued", "running"]))
    yield _card(_("Being read"), working, runs, _("articles with the workers"))
    if user.has_scope("reviews:triage") or user.has_scope("reviews:adjudicate"):
        fresh = Event.objects.filter(position__isnull=True)
        waiting = _count(events_visible_to(user, fresh, at=timezone.now()))
        events = reverse("admin:factcheck_event_changelist")
        yield _card(_("Events waiting"), waiting, f"{events}?feed=waiting", _("not in the change feed yet"))


def _card(title: str, count: int, url: str, note: str, *, asks: bool = False) -> Card:
    number = f"{count:,}" if count < _CAP else f"{_CAP:,}+"
    return Card(title, number, url, note, asks=asks and count > 0)


def _count(rows: QuerySet) -> int:
    return rows.order_by()[:_CAP].count()


def _first_in_triage() -> list[dict[str, Any]]:
    reviews = with_headline(
        Review.objects.filter(state=Review.State.TRIAGE).select_related("claim__article__publisher"),
        article="claim__article",
    ).order_by("-claim__score", "pk")[:_FIRST]
    return [
        {
            "review": link_to(review),
            "score": score_bar(review.claim.score),
            "figure": review.claim.figure,
            "article": link_to(review.claim.article, review.headline or review.claim.article),
        }
        for review in reviews
    ]
