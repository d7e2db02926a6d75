"""Feeds added and changed over the API. The admin's form does the same and leaves the same events."""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from factcheck import advisory, history
from factcheck.errors import FieldError, InvalidInput
from factcheck.feeds import schedule
from factcheck.models import Feed, User


@transaction.atomic
def add(*, actor: User, **fields: Any) -> Feed:
    """A new feed, looked at as soon as a worker is free.

    Raises:
        InvalidInput: there is one with this address.
    """
    _check_address_is_new(fields["url"])
    feed = Feed.objects.create(owner=actor, **fields)
    details = {"changed": {name: [None, _plain(value)] for name, value in fields.items()}}
    history.record(feed, "feed.created", actor=actor, details=details)
    return feed


@transaction.atomic
def change(feed_id: int, *, actor: User, **fields: Any) -> Feed:
    """The feed with what of ``fields`` is another value; without a change no event.

    Raises:
        InvalidInput: there is another with this address.
    """
    if "url" in fields:
        _check_address_is_new(fields["url"], but=feed_id)
    feed = Feed.objects.select_for_update(no_key=True).get(pk=feed_id)
    changed = {
        name: [_plain(getattr(feed, name)), _plain(value)]
        for name, value in fields.items()
        if getattr(feed, name) != value
    }
    if changed:
        for name in changed:
            setattr(feed, name, fields[name])
        feed.save(update_fields=[*changed, *schedule.note_change(feed, changed, at=timezone.now())])
        history.record(feed, "feed.changed", actor=actor, details={"changed": changed})
    return feed


def _check_address_is_new(url: str, *, but: int | None = None) -> None:
    """Under a lock, so that of two who add the same one the second is told."""
    advisory.lock(("feed", url))
    others = Feed.objects.filter(url=url)
    if (others if but is None else others.exclude(pk=but)).exists():
        detail = "There is a feed with this address already."
        raise InvalidInput(detail, errors=[FieldError("url", "unique", detail)])


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value
