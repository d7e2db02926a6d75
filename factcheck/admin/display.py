"""Small pieces of HTML. All text goes through ``format_html``: most of it was written by strangers."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _

#: A state's colour, for those that ask for something (warm), go on (cool) or rest.
_TONES = {
    "triage": "waiting",
    "queued": "waiting",
    "in_approval": "waiting",
    "open": "working",
    "processing": "working",
    "running": "working",
    "draft": "working",
    "disputed": "alarm",
    "failed": "alarm",
    "failing": "alarm",
    "paused": "waiting",
    "withdrawn": "alarm",
    "decided": "done",
    "ready": "done",
    "done": "done",
    "published": "done",
    "active": "done",
    "healthy": "done",
}


def url_of(obj: Model) -> str:
    """Where the admin shows ``obj``."""
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def link_to(obj: Model, text: object = None) -> SafeString:
    return format_html('<a class="fc-link" href="{}">{}</a>', url_of(obj), obj if text is None else text)


def badge(code: str, text: object) -> SafeString:
    """A state as a word on its colour; the word says it all, the colour only helps."""
    return format_html('<span class="fc-badge fc-{}">{}</span>', _TONES.get(code, "resting"), text)


def score_bar(score: float) -> SafeString:
    """A share as two digits with a bar. Three tones: look at it, maybe, rather not."""
    tone = "high" if score >= 0.7 else "middle" if score >= 0.4 else "low"
    return format_html(
        '<span class="fc-score fc-score-{}"><span class="fc-score-bar"><span style="width:{}%"></span></span>{}</span>',
        tone,
        round(score * 100),
        f"{score:.2f}",
    )


def ago(moment: datetime | None) -> SafeString:
    """ "3 hours ago" for what is less than two days old, the date for the rest; the full time on hover."""
    if moment is None:
        return format_html("{}", "–")
    return _time(moment, _elapsed(moment))


def until(moment: datetime) -> SafeString:
    """ "in 3 hours" for what comes within two days, the date for the rest; what should have come comes "now"."""
    left = moment - timezone.now()
    if left < timedelta(minutes=1):
        return _time(moment, _("now"))
    return _time(
        moment,
        _("in %(time)s") % {"time": timeuntil(moment, depth=1)} if left < timedelta(days=2) else "",
    )


def _time(moment: datetime, text: str) -> SafeString:
    """``text``, or the date where there is none; the full time on hover."""
    full = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    text = text or date_format(timezone.localtime(moment), "DATE_FORMAT")
    return format_html(
        '<time class="fc-time" datetime="{}" title="{}">{}</time>', moment.isoformat(), full, text
    )


def _elapsed(moment: datetime) -> str:
    now = timezone.now()
    if now - moment < timedelta(minutes=1):
        return _("just now")
    if now - moment < timedelta(days=2):
        return _("%(time)s ago") % {"time": timesince(moment, now, depth=1)}
    return ""


def marked(text: str, spans: Iterable[tuple[int, int]], wrap: str = "<b>{}</b>") -> SafeString:
    """``text`` with ``spans`` (code points, half-open) set off. What overlaps or lies outside is cut."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        pieces += [text[at:start], format_html(wrap, text[start:end])]
        at = end
    pieces.append(text[at:])
    return format_html_join("", "{}", ((piece,) for piece in pieces))
