"""Every append-only table, and what the chains alone would not show."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction

from factcheck import history, takedown, verification
from factcheck.models import Event, FeedHead
from factcheck.row_digests import row_digest, vouched_models
from reviews import comments, workflow
from reviews.evidence import EvidenceInput
from reviews.models import EditorTask, Review
from tests.factcheck.test_history import behind_the_back
from tests.factories import (
    ArticleFactory,
    FactCheckFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    record,
    revise,
)

pytestmark = pytest.mark.django_db


def flaws() -> dict[str, str]:
    return {flaw.where: flaw.what for flaw in verification.verify()}


def a_verdict():
    return VerdictFactory(evidence=[EvidenceInput(kind="document", stance="supports", title="The log")])


def a_retraction():
    verdict = a_verdict()
    workflow.retract_verdict(verdict.pk, reviewer=verdict.reviewer)
    return verdict.retraction


def a_drift():
    review = ReviewFactory(state="open")
    revise(review.claim.article, " containers", "0 containers")
    return review.claim.drifts.get()


def a_comment():
    return comments.write(ReviewFactory().pk, author=UserFactory(role="editor"), text="Look at the log.")


def a_disclosure():
    """Whoever let the claim in rules on it, where the desk's policy allows it."""
    default_desk(triager_may_review=True)
    one = UserFactory(role="administrator")
    verdict = VerdictFactory(review=ReviewFactory(state="open", editor=one), reviewer=one)
    return verdict.disclosures.get()


def _withdrawn(comment):
    return comments.withdraw(comment.pk, author=comment.author)


#: How each append-only table gets a row: {table: (a row of it, a column that somebody might like to change)}.
ROWS: dict[str, tuple[Callable[[], models.Model], str]] = {
    "takedown": (
        lambda: takedown.take_down(ArticleFactory().pk, actor=UserFactory(), reason="court order"),
        "reason = 'no reason'",
    ),
    "claimdrift": (a_drift, "changed = '{name}'"),
    "verdict": (a_verdict, "target = 'attribution'"),
    "verdictretraction": (a_retraction, "created_at = now() - interval '1 day'"),
    "disclosure": (a_disclosure, "code = 'override'"),
    "evidence": (lambda: a_verdict().evidence.get(), "stance = 'refutes'"),
    "outcome": (lambda: a_verdict().review.outcomes.get(), "basis = 'adjudication'"),
    "factcheckrevision": (lambda: FactCheckFactory().revisions.get(), "kind = 'typo'"),
    "reviewdrift": (lambda: a_drift().review_drift, "round = 7"),
    "comment": (a_comment, "round = 7"),
    "commentrevision": (lambda: a_comment().revisions.get(), "number = 7"),
    "commentwithdrawal": (
        lambda: _withdrawn(a_comment()).withdrawal,
        "created_at = now() - interval '1 day'",
    ),
}


def test_every_append_only_table_is_tried_here():
    """A new one needs a line above, and ``history.record(..., rows=[...])`` where its rows are written."""
    assert {model._meta.model_name for model in vouched_models()} == set(ROWS)


def flaws_after(row: models.Model, *statements: str) -> dict[str, str]:
    """What is found after somebody who owns the tables has done this; then it is undone."""
    before = transaction.savepoint()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {row._meta.db_table} DISABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for statement in statements:
            cursor.execute(statement)
    found = flaws()
    transaction.savepoint_rollback(before)
    return found


@pytest.mark.parametrize("name", ROWS)
def test_a_row_that_is_as_it_was_written_is_no_flaw(name):
    row = ROWS[name][0]()
    row.refresh_from_db()

    assert row_digest(row) == Event.objects.get(rows__has_key=f"{name}:{row.pk}").rows[f"{name}:{row.pk}"]
    assert flaws() == {}


@pytest.mark.parametrize("name", ROWS)
def test_a_changed_row_is_found(name):
    make, change = ROWS[name]
    row = make()

    behind_the_back(
        f"UPDATE {row._meta.db_table} SET {change} WHERE id = %s", row.pk, table=row._meta.db_table
    )

    assert flaws()[f"{name}:{row.pk}"] == "was changed after it was written"


@pytest.mark.parametrize("name", ROWS)
def test_a_dropped_row_is_found(name):
    row = ROWS[name][0]()
    event = Event.objects.get(rows__has_key=f"{name}:{row.pk}")

    found = flaws_after(row, f"DELETE FROM {row._meta.db_table} WHERE id = {row.pk}")

    assert found[f"{name}:{row.pk}"] == f"is gone; {event.stream}#{event.seq} wrote it"


#: What must differ of a copy beside the columns that are unique by themselves.
_ELSEWHERE = {
    "factcheckrevision": "number = 99",
    "commentrevision": "number = 99",
    "reviewdrift": "claim_revision = 99",
}


@pytest.mark.parametrize("name", ROWS)
def test_an_inserted_row_is_found(name):
    row = ROWS[name][0]()
    table, fields = (
        row._meta.db_table,
        [f for f in row._meta.concrete_fields if not isinstance(f, models.AutoField)],
    )
    names = ", ".join(f'"{field.column}"' for field in fields)
    other = {f.column: "gen_random_uuid()" if f.column == "payload_id" else "99" for f in fields if f.unique}
    changes = [f"{column} = {value}" for column, value in other.items()]
    changes += [_ELSEWHERE[name]] if name in _ELSEWHERE else ["created_at = created_at"]

    found = flaws_after(
        row,
        f"CREATE TEMP TABLE forged ON COMMIT DROP AS SELECT * FROM {table} WHERE id = {row.pk}",
        f"UPDATE forged SET {', '.join(changes)}",
        f"INSERT INTO {table} ({names}) SELECT {names} FROM forged",
    )

    ((where, what),) = found.items()
    assert where.startswith(f"{name}:")
    assert what == "was inserted: no event wrote it"


def test_a_changed_rationale_is_found():
    verdict = a_verdict()

    behind_the_back(
        "UPDATE factcheck_payload SET body = '{}' WHERE id = %s",
        verdict.payload_id,
        table="factcheck_payload",
    )

    assert flaws() == {f"verdict:{verdict.pk}": "its payload was changed after it was written"}


def test_a_rationale_that_is_told_to_quote_another_article_is_found():
    """Or a take-down of that one would be an excuse to blank it."""
    verdict = a_verdict()

    behind_the_back(
        "UPDATE factcheck_payload SET article_ids = '{7}' WHERE id = %s",
        verdict.payload_id,
        table="factcheck_payload",
    )

    assert flaws() == {f"verdict:{verdict.pk}": "was changed after it was written"}


# --- Ends of streams, whole streams, places ------------------------------------------------------------


@pytest.fixture
def article():
    article = ArticleFactory()
    for n in range(3):
        record(article, n=n)
    return article


@pytest.mark.parametrize("is_sealed", [False, True], ids=["before the seal", "after the seal"])
@pytest.mark.parametrize("what", ["seq = 3", "TRUE"], ids=["the last event", "the whole stream"])
def test_what_is_dropped_from_the_end_is_found_once_it_has_its_place(article, what, is_sealed):
    history.assign_positions()
    if is_sealed:
        history.seal()

    behind_the_back(f"DELETE FROM factcheck_event WHERE {what}")

    assert flaws()["position 3"].endswith("missing from the feed")


def test_the_next_event_does_not_take_the_place_of_a_dropped_one(article):
    history.assign_positions()
    behind_the_back("DELETE FROM factcheck_event WHERE seq = 3")

    record(ArticleFactory())
    history.assign_positions()

    assert "position 4" in flaws()


def test_a_move_dropped_before_it_had_its_place_is_told_by_the_state():
    review = ReviewFactory(state="open")

    behind_the_back("DELETE FROM factcheck_event WHERE kind = 'review.accepted'")

    assert flaws() == {f"review:{review.pk}": "is open, but its history ends with triage"}


def test_a_review_without_its_history_is_found():
    review = ReviewFactory()

    behind_the_back("DELETE FROM factcheck_event WHERE stream = %s", f"review:{review.pk}")

    assert flaws() == {f"review:{review.pk}": "is triage, but it has no history"}


def test_a_state_set_by_hand_is_found():
    review = ReviewFactory(state="open")

    Review.objects.filter(pk=review.pk).update(state="dismissed")

    assert flaws() == {f"review:{review.pk}": "is dismissed, but its history ends with open"}


def swap_places(one: int, other: int) -> None:
    behind_the_back(
        "UPDATE factcheck_event SET position = 1000 + position WHERE position IN (%s, %s)", one, other
    )
    behind_the_back(
        "UPDATE factcheck_event SET position = CASE position WHEN 1000 + %s THEN %s ELSE %s END"
        " WHERE position > 1000",
        one,
        other,
        one,
    )


@pytest.mark.parametrize("is_sealed", [False, True], ids=["before the seal", "after the seal"])
def test_swapped_places_are_found(is_sealed):
    record(ArticleFactory())
    record(ArticleFactory())
    history.assign_positions()
    seal = history.seal() if is_sealed else None

    swap_places(1, 2)

    assert set(flaws()) == {f"seal {seal.pk}" if seal else "the feed's head"}


def test_swapped_places_within_a_stream_name_the_event(article):
    history.assign_positions()

    swap_places(1, 2)

    assert flaws()[f"article:{article.pk}#2"] == "stands in the feed before the event that it follows"


@pytest.mark.parametrize(
    "change", ["DELETE FROM factcheck_feedhead", "UPDATE factcheck_feedhead SET digest = ''"]
)
def test_a_head_that_was_tampered_with_is_found(article, change):
    history.assign_positions()

    with connection.cursor() as cursor:
        cursor.execute(change)

    assert set(flaws()) == {"the feed's head"}


def test_a_dropped_head_is_not_made_good_by_the_next_events(article):
    history.assign_positions()
    FeedHead.objects.all().delete()

    record(article)
    history.assign_positions()

    assert set(flaws()) == {"the feed's head"}


def test_when_it_was_recorded_cannot_be_changed(article):
    behind_the_back("UPDATE factcheck_event SET recorded_at = recorded_at - interval '1 day' WHERE seq = 2")

    assert flaws() == {f"article:{article.pk}#2": "was changed after it was written"}


def test_who_rewrites_an_event_has_to_rewrite_all_that_follow(article):
    """Its digest made good again, and the next event pointed at it, before anything has its place in the feed."""
    rewritten = Event.objects.get(seq=2)
    rewritten.kind = "article.praised"
    digest = history.digest_of(rewritten)

    behind_the_back("UPDATE factcheck_event SET kind = 'article.praised', digest = %s WHERE seq = 2", digest)
    behind_the_back("UPDATE factcheck_event SET previous_digest = %s WHERE seq = 3", digest)

    assert flaws() == {f"article:{article.pk}#3": "was changed after it was written"}


# --- The command ---------------------------------------------------------------------------------------


def test_the_command_says_what_where_and_since_when_and_fails(article):
    behind_the_back("UPDATE factcheck_event SET kind = 'article.praised' WHERE seq = 2")
    lines = StringIO()

    with pytest.raises(CommandError, match="1 places"):
        call_command("verify_history", stdout=lines)

    event = Event.objects.get(seq=2)
    assert lines.getvalue() == (
        f"article:{article.pk}#2: was changed after it was written"
        f" (written {event.recorded_at:%Y-%m-%d %H:%M:%S} UTC)\n"
    )


@pytest.mark.django_db(transaction=True)
def test_a_desk_at_work_changes_nothing_of_the_answer():
    """All is read as of one moment: what is written meanwhile is neither missing nor inserted."""
    VerdictFactory()
    walk = verification.verify(progress=lambda count: None)

    assert list(walk) == []


def test_a_whole_desks_work_is_flawless():
    fact_check = FactCheckFactory(state="published")
    workflow.correct(
        fact_check.pk,
        actor=UserFactory(role="publishing_editor"),
        kind="correction",
        words={"headline": "No."},
        public_line="We were wrong.",
    )
    revise(fact_check.review.claim.article, " containers", "0 containers")
    task = EditorTask.objects.get()
    workflow.answer_task(task.pk, actor=UserFactory(role="editor"), answer="recheck", note="look")
    history.assign_positions()
    history.seal()

    assert flaws() == {}
