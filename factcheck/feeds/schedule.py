"""When a feed is asked: due, leased, put off, paused. Nothing else sets these columns of a feed."""

import random
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from factcheck import history
from factcheck.broker import wake
from factcheck.errors import DomainError
from factcheck.models import Feed, User

#: Longer than any look takes: one feed and the sitemaps it names, each with its fetch and its turn.
LEASE = timedelta(minutes=15)
#: Looks that fail one after the other until nobody looks any more; with the back-off that is about four days.
MOST_FAILURES = 10
_LONGEST_BACK_OFF = timedelta(hours=24)
#: After a look that could not be, because the desk keeps itself back.
_SOONEST_SECONDS = 30.0
#: Feeds that were set up together must not be asked together for ever.
_JITTER = 0.1
#: Looks that go on at the same time, in as many workers as there are.
MOST_AT_ONCE = 4


class FeedPaused(DomainError):
    code = "feed_paused"
    title = "The feed is paused."


class FeedNotPaused(DomainError):
    code = "feed_not_paused"
    title = "The feed is not paused."


@transaction.atomic
def lease_next(*, at: datetime) -> Feed | None:
    """A feed to ask now, ours for ``LEASE``; None when none is due. Two callers get two feeds."""
    feed = Feed.objects.due(at=at).select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
    if feed is None:
        return None
    feed.lease, feed.leased_until, feed.last_asked_at = secrets.token_hex(8), at + LEASE, at
    feed.save(update_fields=["lease", "leased_until", "last_asked_at"])
    return feed


def lock_leased(feed: Feed) -> Feed | None:
    """The feed as it stands, locked, if the lease that ``feed`` was given still holds. In a transaction."""
    current = Feed.objects.select_for_update(no_key=True).get(pk=feed.pk)
    return current if current.lease == feed.lease else None


def end_look(feed: Feed, *, at: datetime) -> list[str]:
    """Give the lease back after a look that worked; the columns that changed. The caller holds the row and saves."""
    if feed.failure_count:
        _record(feed, "feed.recovered", from_state=Feed.Health.FAILING, to_state=Feed.Health.HEALTHY)
    feed.failure_count = 0
    feed.last_success_at = at
    feed.next_due_at = at + _jittered(timedelta(minutes=feed.interval_minutes))
    return ["failure_count", "last_success_at", *_release(feed)]


def end_failed_look(
    feed: Feed, *, code: str, reason: str, retry_seconds: float | None, at: datetime
) -> list[str]:
    """Put the next look off, or pause the feed after too many; the columns that changed. The caller holds the row and saves."""
    was = feed.health
    feed.failure_count += 1
    feed.last_failed_at, feed.last_error_code, feed.last_error = at, code, reason[:500]
    feed.next_due_at = at + max(_back_off(feed), timedelta(seconds=retry_seconds or 0))
    if feed.failure_count == 1:
        _record(feed, "feed.failing", from_state=was, to_state=Feed.Health.FAILING, reason=reason)
    columns = ["failure_count", "last_failed_at", "last_error_code", "last_error", *_release(feed)]
    if feed.failure_count >= MOST_FAILURES:
        why = f"It failed {feed.failure_count} times in a row. The last time: {reason}"[:500]
        columns += _pause(feed, reason=why, actor=None, at=at)
    return columns


def put_off(feed: Feed, *, seconds: float, at: datetime) -> list[str]:
    """Give the lease back without having looked; the columns that changed. The caller holds the row and saves."""
    feed.next_due_at = at + timedelta(seconds=max(seconds, _SOONEST_SECONDS))
    return _release(feed)


@transaction.atomic
def pause(feed_id: int, *, actor: User, reason: str = "") -> Feed:
    """Stop asking. A look that is under way ends, and takes in what it finds.

    Raises:
        FeedPaused: it is paused.
    """
    feed = Feed.objects.select_for_update(no_key=True).get(pk=feed_id)
    if feed.paused_at:
        raise FeedPaused("It is paused already.")
    feed.save(update_fields=_pause(feed, reason=reason, actor=actor, at=timezone.now()))
    return feed


@transaction.atomic
def resume(feed_id: int, *, actor: User) -> Feed:
    """Ask again, at once and with all tries.

    Raises:
        FeedNotPaused: it is not paused.
    """
    feed = Feed.objects.select_for_update(no_key=True).get(pk=feed_id)
    if not feed.paused_at:
        raise FeedNotPaused("It is asked as it should be; there is nothing to resume.")
    feed.paused_at, feed.pause_reason, feed.failure_count = None, "", 0
    _record(feed, "feed.resumed", actor=actor, from_state=Feed.Health.PAUSED, to_state=feed.health)
    feed.save(update_fields=["paused_at", "pause_reason", "failure_count"])
    _make_due(feed)
    return feed


@transaction.atomic
def ask_now(feed_id: int, *, actor: User) -> Feed:
    """Look at once instead of at the next time.

    Raises:
        FeedPaused: nobody looks at a paused feed.
    """
    feed = Feed.objects.select_for_update(no_key=True).get(pk=feed_id)
    if feed.paused_at:
        raise FeedPaused("Nobody looks at a paused feed. Resume it: that looks at once, too.")
    _record(feed, "feed.asked_for", actor=actor)
    _make_due(feed)
    return feed


def note_change(feed: Feed, changed: Collection[str], *, at: datetime) -> list[str]:
    """Have what somebody changed of a feed take effect now and not after the old interval; the columns that changed.

    A look that is under way at the old address says nothing of a new one. The caller holds the row and saves.
    """
    if "url" in changed:
        feed.next_due_at = at
        return _release(feed)
    if "interval_minutes" in changed:
        feed.next_due_at = min(feed.next_due_at, at + timedelta(minutes=feed.interval_minutes))
        return ["next_due_at"]
    return []


def wake_for_due(*, at: datetime) -> int:
    """Wake workers for the feeds that are due; for how many."""
    waiting = Feed.objects.due(at=at)[:MOST_AT_ONCE].count()
    for _ in range(waiting):
        _wake()
    return waiting


def _make_due(feed: Feed) -> None:
    feed.next_due_at = timezone.now()
    feed.save(update_fields=["next_due_at"])
    transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    from factcheck import tasks  # they call this package

    wake(tasks.ask_feeds)


def _pause(feed: Feed, *, reason: str, actor: User | None, at: datetime) -> list[str]:
    was = feed.health
    feed.paused_at, feed.pause_reason = at, reason
    _record(feed, "feed.paused", actor=actor, from_state=was, to_state=Feed.Health.PAUSED, reason=reason)
    return ["paused_at", "pause_reason"]


def _release(feed: Feed) -> list[str]:
    feed.lease, feed.leased_until = "", None
    return ["lease", "leased_until", "next_due_at"]


def _back_off(feed: Feed) -> timedelta:
    """Twice as long with each failure, up to a day; never sooner than the feed's interval."""
    interval = timedelta(minutes=feed.interval_minutes)
    doubled = interval * 2 ** min(feed.failure_count, 16)
    return _jittered(max(min(doubled, _LONGEST_BACK_OFF), interval))


def _jittered(duration: timedelta) -> timedelta:
    return duration * random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311 - nothing hangs on who guesses it


def _record(
    feed: Feed,
    kind: str,
    *,
    actor: User | None = None,
    from_state: str = "",
    to_state: str = "",
    reason: str = "",
) -> None:
    history.record(
        feed,
        kind,
        actor=actor,
        from_state=from_state,
        to_state=to_state,
        details={"reason": reason} if reason else None,
        is_consequence=actor is None,
    )
