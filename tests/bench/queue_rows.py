"""A long queue to measure on: the claims of the demo newsroom's articles copied until there are enough, all open.

Rows are copied inside the database; events are made by ``factcheck.history``, so that ``verify_history`` holds.
To be used in a process whose Django settings point at the desk (``use``).
"""

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection, connections, models, transaction

if TYPE_CHECKING:
    from factcheck.models import User

#: Reviews whose events are made at once.
_CHUNK = 20_000


def use(data_dir: Path) -> None:
    """Point Django at the running desk of ``data_dir``."""
    import django

    os.environ["DATA_DIR"] = str(data_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def wait_for_demo() -> None:
    """Until the demo newsroom's articles have been read: their claims are what is copied."""
    from factcheck.models import Article

    unread = Article.objects.filter(status__in=[Article.Status.QUEUED, Article.Status.PROCESSING])
    while not Article.objects.exists() or unread.exists():
        time.sleep(0.5)


def open_reviews(count: int, *, required: Sequence[int] = (1,), history_is_made_up: bool = False) -> None:
    """Add ``count`` open reviews, each of a claim of its own; they want ``required`` verdicts by turns.

    A history that is made up is as long and as wide, and is there in a tenth of the time; its digests are nonsense.
    """
    from factcheck.models import Article, ArticleVersion, Claim, ClaimAnchor
    from reviews.models import Review, Sighting

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """CREATE TEMP TABLE source ON COMMIT DROP AS
               SELECT DISTINCT ON (article_id) id AS version, article_id AS article
               FROM factcheck_articleversion ORDER BY article_id, number DESC"""
        )
        cursor.execute(
            """CREATE TEMP TABLE source_anchor ON COMMIT DROP AS
               SELECT anchor.id, anchor.claim_id AS claim, source.article, source.version
               FROM factcheck_claimanchor anchor
               JOIN source ON source.version = anchor.version_id
               JOIN reviews_review review ON review.claim_id = anchor.claim_id
               WHERE anchor.status <> 'gone'"""
        )
        cursor.execute("SELECT count(*) FROM source_anchor")
        copies = f"generate_series(1, {-(-count // cursor.fetchone()[0])}) AS copy"
        _number(cursor, "article", Article, f"SELECT article AS old, copy FROM source, {copies}")
        _number(cursor, "version", ArticleVersion, f"SELECT version AS old, copy FROM source, {copies}")
        _number(
            cursor,
            "claim",
            Claim,
            f"SELECT claim AS old, copy FROM source_anchor, {copies} ORDER BY copy, claim LIMIT {int(count)}",
        )
        in_copy = {"article_id": "article.new"}
        _copy(cursor, Article, "article", {"external_id": "''", "url": "''", "same_as_id": "NULL"})
        _copy(cursor, ArticleVersion, "version", in_copy, article="old.article_id")
        _copy(cursor, Claim, "claim", in_copy, article="old.article_id")
        of_claim = (
            "SELECT r.id AS old, c.copy FROM {} AS r JOIN new_claim AS c ON c.old = r.{} ORDER BY c.new"
        )
        _number(cursor, "anchor", ClaimAnchor, of_claim.format("source_anchor", "claim"))
        _copy(
            cursor,
            ClaimAnchor,
            "anchor",
            {"claim_id": "claim.new", "version_id": "version.new"},
            claim="old.claim_id",
            version="old.version_id",
        )
        for name, model in (("review", Review), ("sighting", Sighting)):
            _number(cursor, name, model, of_claim.format(model._meta.db_table, "claim_id"))
        wanted = f"(ARRAY[{','.join(str(int(n)) for n in required)}])[1 + numbered.new % {len(required)}]"
        _copy(
            cursor,
            Review,
            "review",
            {
                "claim_id": "claim.new",
                # Apart, as they come: pages of a list are told apart by it.
                "created_at": "old.created_at - numbered.new * interval '1 second'",
                "state": "'open'",
                "required_verdicts": wanted,
                "free_slots": wanted,
                "outcome_id": "NULL",
                "merged_into_id": "NULL",
                "reveal_at": "NULL",
                "round": "1",
            },
            claim="old.claim_id",
        )
        _copy(
            cursor,
            Sighting,
            "sighting",
            {"claim_id": "claim.new", "review_id": "review.new", "merged_from_id": "NULL"},
            claim="old.claim_id",
            review="old.review_id",
        )
        if history_is_made_up:
            _make_up_histories(cursor)
        else:
            cursor.execute("SELECT new FROM new_review ORDER BY new")
            for chunk in _chunks([row[0] for row in cursor.fetchall()]):
                _begin(chunk)
    _settle_down()


def reviewers(count: int, *, name: str = "bench") -> "list[tuple[User, str]]":
    """``count`` reviewers and a bearer token of each."""
    from django.contrib.auth.models import Group

    from factcheck import tokens
    from factcheck.models import Desk, User

    group, desk = Group.objects.get(name="reviewer"), Desk.objects.get(is_default=True)
    made = []
    for number in range(count):
        user = User.objects.create_user(f"{name}-{number}")
        user.groups.add(group)
        desk.members.add(user)
        _, secret = tokens.create_token(user, name="bench")
        made.append((user, secret))
    return made


def rule_on_the_head(secret: str, count: int) -> None:
    """Have a reviewer give a verdict on each of the first ``count`` open reviews, which want more and stay open."""
    from factcheck.tokens import find_token
    from reviews import queue, verdicts

    token = find_token(secret)
    assert token is not None
    for _ in range(count):
        assignment = queue.lease_next(token.user)
        assert assignment is not None
        review = assignment.review
        rating = review.scale.ratings.first()
        ruling = verdicts.Ruling(
            claim_revision=review.claim_revision,
            rating=rating,
            finding={"text": "84"},
            rationale="As the ministry's table has it.",
        )
        verdicts.submit(assignment.pk, reviewer=token.user, ruling=ruling)


def _number(cursor: Any, name: str, model: type[models.Model], chosen: str) -> None:
    """``new_NAME(old, copy, new)``: which row of ``model`` is copied to which id, in which copy."""
    cursor.execute(
        f"""CREATE TEMP TABLE new_{name} ON COMMIT DROP AS
            SELECT chosen.*, nextval(pg_get_serial_sequence('{model._meta.db_table}', 'id')) AS new
            FROM ({chosen}) AS chosen"""
    )
    cursor.execute(f"CREATE UNIQUE INDEX ON new_{name} (old, copy); ANALYZE new_{name}")


def _copy(cursor: Any, model: type[models.Model], name: str, changed: dict[str, str], **parents: str) -> None:
    """Copy the numbered rows, all columns as they are but those ``changed``. ``parents`` are copied already."""
    columns = [field.column for field in model._meta.concrete_fields if not field.generated]
    values = [{"id": "numbered.new", **changed}.get(column, f'old."{column}"') for column in columns]
    joins = " ".join(
        f"JOIN new_{parent} AS {parent} ON {parent}.old = {column} AND {parent}.copy = numbered.copy"
        for parent, column in parents.items()
    )
    quoted = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(
        f"""INSERT INTO {model._meta.db_table} ({quoted})
            SELECT {", ".join(values)} FROM {model._meta.db_table} AS old
            JOIN new_{name} AS numbered ON numbered.old = old.id {joins} ORDER BY numbered.new"""
    )


def _begin(review_ids: Sequence[int]) -> None:
    """What the history of an accepted review looks like."""
    from django.utils import timezone

    from factcheck import history
    from factcheck.inserting import insert
    from factcheck.models import Event
    from reviews.models import Review

    made = Review.objects.select_related("claim").in_bulk(review_ids).values()
    first = history.begin(
        [
            history.Beginning(review, {"claim": review.claim_id, "score": review.claim.score})
            for review in made
        ],
        "review.created",
        to_state=Review.State.TRIAGE,
    )
    now = timezone.now()
    accepted = [
        Event(
            stream=event.stream,
            seq=2,
            kind="review.accepted",
            cause=event.cause,
            from_state=Review.State.TRIAGE,
            to_state=Review.State.OPEN,
            occurred_at=now,
            previous_digest=event.digest,
        )
        for event in first
    ]
    for event in accepted:
        event.digest = history.digest_of(event)
    insert(accepted)


def _make_up_histories(cursor: Any) -> None:
    """The same events with digests of nothing, their places in the feed and a seal over them."""
    cursor.execute(
        """CREATE TEMP TABLE begun ON COMMIT DROP AS
           SELECT new AS review, gen_random_uuid() AS act, gen_random_uuid() AS payload FROM new_review"""
    )
    cursor.execute(
        """INSERT INTO factcheck_payload (id, body, salt, digest, article_ids)
           SELECT payload, '{"claim":1000000,"score":0.5}', md5(payload::text),
                  encode(sha256(payload::text::bytea), 'hex'), '{}' FROM begun"""
    )
    cursor.execute(
        """INSERT INTO factcheck_event (
               stream, seq, kind, cause, is_consequence, from_state, to_state, occurred_at, recorded_at, rows,
               payload_id, previous_digest, digest, position
           )
           SELECT 'review:' || review, seq, kind, act, seq = 1, from_state, to_state, now(), now(), rows::jsonb,
                  CASE seq WHEN 1 THEN payload END,
                  CASE seq WHEN 1 THEN '' ELSE encode(sha256(act::text::bytea), 'hex') END,
                  encode(sha256((CASE seq WHEN 1 THEN act ELSE payload END)::text::bytea), 'hex'),
                  (SELECT coalesce(max(position), 0) FROM factcheck_event)
                      + row_number() OVER (ORDER BY review, seq)
           FROM begun, (VALUES (1, 'review.created', '', 'triage', '{}'), (2, 'review.accepted', 'triage', 'open', NULL))
               AS made (seq, kind, from_state, to_state, rows)"""
    )
    cursor.execute(
        """UPDATE factcheck_feedhead SET position = (SELECT max(position) FROM factcheck_event);
           INSERT INTO factcheck_historyseal (
               upto_position, event_count, events_digest, previous_digest, digest, created_at
           )
           SELECT position, 1, repeat('0', 64), '', repeat('0', 64), now() FROM factcheck_feedhead"""
    )


def _settle_down() -> None:
    """What a desk that has run for weeks has behind it: positions, seals, statistics."""
    from factcheck import history

    while history.assign_positions(limit=200_000):
        pass
    while history.seal():
        pass
    # PostgreSQL passes over the tables of others, and only says so in its log.
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
