"""The history: complete, in order, and nothing is changed in it unseen."""

from functools import partial
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from factcheck import history, takedown, verification
from factcheck.digests import sha256_hex
from factcheck.models import Event, HistorySeal
from tests.factories import ArticleFactory, UserFactory, record
from tests.races import at_once, while_uncommitted


def flaws() -> list[tuple[str, str]]:
    return [(flaw.where, flaw.what) for flaw in verification.verify()]


def behind_the_back(statement: str, *parameters: object, table: str = "factcheck_event") -> None:
    """What somebody could do who owns the tables: lift the trigger, change a row, put it back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with deferred checks cannot be altered
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def article(db):
    """An article with three events, positioned and sealed."""
    article = ArticleFactory()
    for n in range(3):
        record(article, n=n)
    history.assign_positions()
    history.seal()
    return article


# --- Recording ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_an_event_is_recorded_in_a_transaction_only():
    article = ArticleFactory()

    with pytest.raises(RuntimeError):
        history.record(article, "article.noted", actor=None)

    assert not Event.objects.exists()


@pytest.mark.django_db
def test_an_event_goes_with_its_change():
    article = ArticleFactory()

    with transaction.atomic():
        record(article)
        transaction.set_rollback(True)

    assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_stream_is_numbered_without_a_gap_and_chained():
    one, other = ArticleFactory(), ArticleFactory()

    for article in (one, other, one, one):
        record(article)

    stream = list(Event.objects.filter(stream=f"article:{one.pk}").order_by("seq"))
    assert [event.seq for event in stream] == [1, 2, 3]
    assert [event.previous_digest for event in stream] == ["", stream[0].digest, stream[1].digest]


@pytest.mark.django_db
def test_what_is_recorded_in_one_act_shares_its_cause():
    article = ArticleFactory()

    with history.act():
        first = record(article)
        with history.act():
            second = record(article)
    third = record(article)

    assert first.cause == second.cause != third.cause


@pytest.mark.django_db
def test_words_stand_in_a_payload_and_never_in_the_event():
    event = record(ArticleFactory(), reason="a secret")

    row = Event.objects.values().get(pk=event.pk)
    assert "a secret" not in str(row)
    assert event.payload.content == {"reason": "a secret"}


# --- Verifying ---------------------------------------------------------------------------------------


def test_an_untouched_history_is_flawless(article):
    assert flaws() == []


def test_a_blanked_payload_is_no_flaw_and_says_by_which_take_down(article):
    order = takedown.take_down(article.pk, actor=article.owner, reason="court order")
    lines = StringIO()

    call_command("verify_history", stdout=lines)

    seal = HistorySeal.objects.get()
    assert flaws() == []
    assert lines.getvalue().splitlines() == [
        f"3 payloads are redacted by take-down {order.pk}.",
        f"Sealed up to position 3 by {seal.digest}.",
        "4 events fit together.",
    ]


def test_a_payload_blanked_behind_the_back_in_the_name_of_a_take_down_is_found(article):
    order = takedown.take_down(ArticleFactory().pk, actor=article.owner, reason="court order")
    payload = Event.objects.get(stream=f"article:{article.pk}", seq=2).payload

    behind_the_back(
        "UPDATE factcheck_payload SET body = NULL, redacted_at = now(), redacted_by_id = %s WHERE id = %s",
        order.pk,
        payload.pk,
        table="factcheck_payload",
    )

    assert flaws() == [(f"payload {payload.pk}", f"is not what take-down {order.pk} was about")]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "article.praised"),
        ("to_state", "decided"),
        ("from_state", "decided"),
        ("occurred_at", "2001-01-01T00:00:00Z"),
        ("is_consequence", True),
        ("cause", "00000000-0000-0000-0000-000000000000"),
        ("payload_id", None),
    ],
)
def test_a_changed_event_is_found(article, column, value):
    behind_the_back(f"UPDATE factcheck_event SET {column} = %s WHERE seq = 2", value)

    assert flaws() == [(f"article:{article.pk}#2", "was changed after it was written")]


def test_another_actor_is_found(article):
    behind_the_back("UPDATE factcheck_event SET actor_id = %s WHERE seq = 2", UserFactory().pk)

    assert flaws() == [(f"article:{article.pk}#2", "was changed after it was written")]


def test_a_changed_event_with_a_digest_that_fits_is_found_by_what_follows_and_by_the_seal(article):
    event = Event.objects.get(seq=2)
    event.kind = "article.praised"

    behind_the_back(
        "UPDATE factcheck_event SET kind = %s, digest = %s WHERE id = %s",
        event.kind,
        history.digest_of(event),
        event.pk,
    )

    assert flaws() == [
        (f"article:{article.pk}#3", "does not follow from the event before it"),
        (f"seal {HistorySeal.objects.get().pk}", "events 1 to 3 are not those sealed"),
    ]


def test_a_dropped_event_in_the_middle_is_found(article):
    behind_the_back("DELETE FROM factcheck_event WHERE seq = 2")

    assert (f"article:{article.pk}#3", "events 2 to 2 are missing") in flaws()


def test_a_dropped_first_event_is_found(article):
    behind_the_back("DELETE FROM factcheck_event WHERE seq = 1")

    assert (f"article:{article.pk}#2", "events 1 to 1 are missing") in flaws()


def test_a_dropped_last_event_is_found_by_its_seal(article):
    behind_the_back("DELETE FROM factcheck_event WHERE seq = 3")

    assert flaws() == [
        (f"seal {HistorySeal.objects.get().pk}", "events 1 to 3 are not those sealed"),
        ("position 3", "events at 3 to 3 are missing from the feed"),
    ]


def test_an_inserted_event_is_found(article):
    behind_the_back("UPDATE factcheck_event SET seq = 4 WHERE seq = 3")
    forged = Event(
        stream=f"article:{article.pk}",
        seq=3,
        kind="article.praised",
        cause="00000000-0000-0000-0000-000000000000",
        previous_digest=Event.objects.get(seq=2).digest,
    )
    forged.digest = history.digest_of(forged)
    forged.save()

    assert (f"article:{article.pk}#4", "does not follow from the event before it") in flaws()


@pytest.mark.parametrize("change", ["body = '{\"n\":9}'", "salt = 'other'"])
def test_a_changed_payload_is_found(article, change):
    payload_id = Event.objects.get(seq=2).payload_id

    behind_the_back(
        f"UPDATE factcheck_payload SET {change} WHERE id = %s", payload_id, table="factcheck_payload"
    )

    assert flaws() == [(f"article:{article.pk}#2", "its payload was changed after it was written")]


def test_a_changed_payload_with_a_digest_that_fits_is_found_by_its_event(article):
    payload = Event.objects.get(seq=2).payload

    behind_the_back(
        "UPDATE factcheck_payload SET body = %s, digest = %s WHERE id = %s",
        '{"n":9}',
        sha256_hex(payload.salt + '{"n":9}'),
        payload.pk,
        table="factcheck_payload",
    )

    assert flaws() == [(f"article:{article.pk}#2", "was changed after it was written")]


@pytest.mark.parametrize("change", ["event_count = 2", "digest = repeat('0', 64)"])
def test_a_changed_seal_is_found(article, change):
    behind_the_back(f"UPDATE factcheck_historyseal SET {change}", table="factcheck_historyseal")

    assert (f"seal {HistorySeal.objects.get().pk}", "does not follow from the seal before it") in flaws()


def test_a_dropped_seal_is_found_by_the_next(article):
    first = HistorySeal.objects.get()
    record(article)
    history.assign_positions()
    second = history.seal()

    behind_the_back(
        "DELETE FROM factcheck_historyseal WHERE id = %s", first.pk, table="factcheck_historyseal"
    )

    assert (f"seal {second.pk}", "does not follow from the seal before it") in flaws()


def test_a_seal_covers_what_came_since_the_last_and_nothing_is_no_seal(article):
    record(article), record(article)
    history.assign_positions()

    second, third = history.seal(), history.seal()

    assert (second.upto_position, second.event_count, third) == (5, 2, None)
    assert second.previous_digest == HistorySeal.objects.first().digest


def test_a_long_history_is_sealed_in_pieces(article):
    record(article), record(article), record(article)
    history.assign_positions()

    pieces = [history.seal(limit=2), history.seal(limit=2), history.seal(limit=2)]

    assert [piece.event_count if piece else 0 for piece in pieces] == [2, 1, 0]
    assert flaws() == []


def test_an_event_without_a_position_is_not_sealed(article):
    record(article)

    assert history.seal() is None


# --- Positions ---------------------------------------------------------------------------------------


def positions() -> list[int]:
    return list(Event.objects.order_by("position").values_list("position", flat=True))


@pytest.mark.django_db
def test_positions_go_on_without_a_gap_in_portions():
    article = ArticleFactory()
    for _ in range(5):
        record(article)

    portions = [history.assign_positions(limit=2) for _ in range(4)]

    assert portions == [2, 2, 1, 0]
    assert positions() == [1, 2, 3, 4, 5]
    assert list(Event.objects.order_by("position").values_list("seq", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.django_db(transaction=True)
def test_a_slow_transaction_beside_a_fast_one_loses_nobody_an_event():
    slow, fast = ArticleFactory(), ArticleFactory()

    def commit_fast_and_read() -> list[int]:
        record(fast)
        history.assign_positions()
        return positions_read()

    def positions_read() -> list[int]:
        return list(Event.objects.filter(position__gt=0).values_list("position", flat=True))

    # The slow one's row has the lower id, and is committed after the fast one's was read.
    slow_event, read_before = while_uncommitted(partial(record, slow), commit_fast_and_read)
    history.assign_positions()
    read_after = list(Event.objects.filter(position__gt=max(read_before)).values_list("pk", flat=True))

    assert read_before == [1]
    assert read_after == [slow_event.pk]
    assert Event.objects.get(stream=f"article:{fast.pk}").pk > slow_event.pk
    assert positions() == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_relays_that_run_at_once_leave_no_gap_and_no_double():
    articles = ArticleFactory.create_batch(4)

    def write_and_relay(article) -> None:
        for _ in range(10):
            record(article)
            history.assign_positions(limit=3)

    errors = [
        error for error in at_once(*(partial(write_and_relay, article) for article in articles)) if error
    ]
    while history.assign_positions():
        pass

    assert errors == []
    assert positions() == list(range(1, 41))


@pytest.mark.django_db(transaction=True)
def test_a_relay_does_not_wait_for_another():
    record(ArticleFactory())

    given = while_uncommitted(history.assign_positions, history.assign_positions)

    assert list(given) == [1, 0]


@pytest.mark.django_db(transaction=True)
def test_within_a_stream_positions_follow_the_sequence():
    article = ArticleFactory()

    def add() -> None:
        for _ in range(5):
            with transaction.atomic():
                type(article).objects.select_for_update().get(pk=article.pk)
                record(article)
            history.assign_positions()

    errors = [error for error in at_once(add, add, add) if error]
    history.assign_positions()

    assert errors == []
    assert list(Event.objects.order_by("position").values_list("seq", flat=True)) == list(range(1, 16))
    assert flaws() == []


def test_what_is_written_together_is_chained_as_if_it_were_written_one_by_one(editor):
    article = ArticleFactory()
    history.record(article, "article.first", actor=editor)

    with transaction.atomic(), history.act(), history.written_together():
        for kind in ("article.second", "article.third"):
            history.record(article, kind, actor=editor, details={"of": kind})
            assert not Event.objects.filter(kind=kind).exists()

    *_, first, second, third = Event.objects.filter(stream=history.stream_of(article)).order_by("seq")
    assert [event.previous_digest for event in (second, third)] == [first.digest, second.digest]
    assert [event.seq - first.seq for event in (second, third)] == [1, 2]
    assert [history.digest_of(event) == event.digest for event in (second, third)] == [True, True]
    assert third.said == {"of": "article.third"}


def test_what_waits_to_be_written_together_goes_with_an_error(editor):
    article = ArticleFactory()

    def lose():
        with transaction.atomic(), history.written_together():
            history.record(article, "article.lost", actor=editor)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        lose()
    history.record(article, "article.kept", actor=editor)

    assert not Event.objects.filter(kind="article.lost").exists()
    assert Event.objects.filter(kind="article.kept").exists()
