"""What the database refuses by itself, whoever asks: by SQL, as the owner of the tables and as the application."""

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from factcheck import history, takedown
from factcheck.digests import sha256_hex
from factcheck.models import ArticleVersion, ClaimAnchor, Event, Payload, TakeDown
from reviews import comments, workflow
from reviews.evidence import EvidenceInput
from reviews.models import Disclosure, Verdict
from tests.factories import (
    ArticleFactory,
    ArticleVersionFactory,
    ClaimFactory,
    FactCheckFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    record,
    revise,
)

#: Every append-only table, with a column that somebody might like to change.
APPEND_ONLY = {
    "factcheck_event": "kind",
    "factcheck_payload": "salt",
    "factcheck_historyseal": "digest",
    "factcheck_takedown": "reason",
    "factcheck_claimdrift": "changed",
    "reviews_verdict": "close_reason",
    "reviews_verdictretraction": "created_at",
    "reviews_reviewdrift": "claim_revision",
    "reviews_evidence": "stance",
    "reviews_outcome": "close_reason",
    "reviews_factcheckrevision": "kind",
    "reviews_comment": "kind",
    "reviews_commentrevision": "created_at",
    "reviews_commentwithdrawal": "created_at",
    "reviews_disclosure": "code",
}


#: What a take-down writes into a payload.
BLANKED = "body = NULL, redacted_at = now(), redacted_by_id = (SELECT id FROM factcheck_takedown)"


def sql(statement: str, *parameters: object) -> None:
    """In a savepoint of its own, so that what is refused leaves the test's transaction alive."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def fill_append_only_tables() -> None:
    """A row in each."""
    default_desk()
    piece = EvidenceInput(kind="document", stance="supports", title="the log")
    slip = VerdictFactory(evidence=[piece])
    workflow.retract_verdict(slip.pk, reviewer=slip.reviewer)
    remark = comments.write(slip.review_id, author=UserFactory(role="editor"), text="Look at the log.")
    comments.withdraw(remark.pk, author=remark.author)
    Disclosure.objects.create(review=slip.review, round=1, code=Disclosure.Code.OWN_WORK, user=slip.reviewer)
    fact_check = FactCheckFactory()
    revise(fact_check.review.claim.article, "harbour", "port")
    takedown.take_down(ArticleVersionFactory().article_id, actor=slip.reviewer, reason="court order")
    history.assign_positions()
    history.seal()


# --- Append-only -------------------------------------------------------------------------------------


def test_every_table_with_an_append_only_trigger_is_listed():
    with_trigger = {
        model._meta.db_table
        for model in apps.get_models()
        if any(trigger.name == "append_only" for trigger in getattr(model._meta, "triggers", []))
    }

    assert with_trigger == set(APPEND_ONLY)


def is_refused(statement: str) -> bool:
    try:
        sql(statement)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE {table} SET {column} = {column}", id="UPDATE"),
        pytest.param("DELETE FROM {table}", id="DELETE"),
        pytest.param("TRUNCATE {table} CASCADE", id="TRUNCATE"),
    ],
)
def test_an_append_only_row_is_not_changed_by_the_tables_owner(statement):
    fill_append_only_tables()
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # TRUNCATE would fail for checks that are still to come
    sql("SET LOCAL factcheck.allow_truncate = 'off'")

    refused = {
        table
        for table, column in APPEND_ONLY.items()
        if is_refused(statement.format(table=table, column=column))
    }

    assert refused == set(APPEND_ONLY)


@pytest.fixture
def as_application(transactional_db: None) -> Iterator[Callable[[str], None]]:
    """A function that runs SQL as the application's role, in a transaction that is rolled back."""
    with connection.cursor() as cursor:
        try:
            cursor.execute(
                "DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck') THEN"
                " CREATE ROLE factcheck LOGIN; END IF; END$$"
            )
        except DatabaseError as error:
            pytest.skip(f"there is no role factcheck here, and none can be made: {error}")
        # As config.embedded_postgres gives them to a new desk.
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO factcheck")
        cursor.execute("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO factcheck")
    own = connection.get_connection_params()
    given = urlsplit(os.environ.get("FACTCHECK_TEST_APPLICATION_URL", ""))
    try:
        application = psycopg.connect(
            host=own.get("host"),
            port=own.get("port"),
            dbname=own["dbname"],
            user="factcheck",
            password=given.password,
        )
    except psycopg.OperationalError as error:
        pytest.skip(f"the role factcheck cannot sign in here: {error}")

    def run(statement: str) -> None:
        with application.transaction(force_rollback=True):
            application.execute(statement)

    with application:
        yield run
    application.close()


@pytest.mark.parametrize("operation", ["UPDATE", "DELETE", "TRUNCATE"])
def test_an_append_only_row_is_not_changed_by_the_application(as_application, operation):
    fill_append_only_tables()
    refusal = {
        "UPDATE": psycopg.errors.CheckViolation,
        "DELETE": psycopg.errors.CheckViolation,
        # No right to, whatever it sets for its session.
        "TRUNCATE": psycopg.errors.InsufficientPrivilege,
    }[operation]

    for table, column in APPEND_ONLY.items():
        statement = {
            "UPDATE": f"UPDATE {table} SET {column} = {column}",
            "DELETE": f"DELETE FROM {table}",
            "TRUNCATE": f"SET LOCAL factcheck.allow_truncate = 'on'; TRUNCATE {table} CASCADE",
        }[operation]
        with pytest.raises(refusal):
            as_application(statement)


def test_no_session_switches_a_trigger_off_by_a_setting(as_application):
    fill_append_only_tables()
    all_of_them = "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true) FROM pg_trigger"

    for table, column in APPEND_ONLY.items():
        with pytest.raises(psycopg.errors.CheckViolation):
            as_application(f"{all_of_them}; UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE factcheck_event DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP TABLE factcheck_event CASCADE",
        "CREATE TABLE mine (id int)",
    ],
)
def test_the_application_cannot_lift_what_binds_it(as_application, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_application(statement)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "accepted"),
    [
        pytest.param(BLANKED, True, id="blanked"),
        pytest.param("body = NULL", False, id="blanked without a time"),
        pytest.param("body = NULL, redacted_at = now()", False, id="blanked by no take-down"),
        pytest.param("redacted_at = now()", False, id="a time without blanking"),
        pytest.param(f"{BLANKED}, digest = ''", False, id="blanked with its digest"),
        pytest.param(f"{BLANKED}, salt = ''", False, id="blanked with its salt"),
        pytest.param(f"{BLANKED}, article_ids = '{{}}'", False, id="blanked and moved"),
        pytest.param("body = '{}'", False, id="changed"),
        pytest.param(BLANKED.replace("NULL", "''"), False, id="emptied"),
    ],
)
def test_blanking_is_the_one_change_to_a_payload(editor, change, accepted):
    TakeDown.objects.create(requested_by=editor, reason="court order")
    event = record(ArticleFactory(), words="a secret")

    if accepted:
        sql(f"UPDATE factcheck_payload SET {change}")
        assert Payload.objects.get(pk=event.payload_id).content is None
    else:
        with pytest.raises(IntegrityError):
            sql(f"UPDATE factcheck_payload SET {change}")


@pytest.mark.django_db
def test_a_blanked_payload_stays_blank(editor):
    TakeDown.objects.create(requested_by=editor, reason="court order")
    record(ArticleFactory(), words="a secret")
    sql(f"UPDATE factcheck_payload SET {BLANKED}")

    for change in (
        "body = '{}', redacted_at = NULL, redacted_by_id = NULL",
        "redacted_at = now() + interval '1 day'",
    ):
        with pytest.raises(IntegrityError):
            sql(f"UPDATE factcheck_payload SET {change}")


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["position = 8", "position = NULL", "position = 7, kind = 'other'"])
def test_a_position_is_given_once(change):
    event = record(ArticleFactory())
    sql("UPDATE factcheck_event SET position = 7")

    with pytest.raises(IntegrityError):
        sql(f"UPDATE factcheck_event SET {change}")

    assert Event.objects.get(pk=event.pk).position == 7


@pytest.mark.django_db
def test_a_position_is_given_with_nothing_else():
    record(ArticleFactory())

    with pytest.raises(IntegrityError):
        sql("UPDATE factcheck_event SET position = 1, kind = 'other'")


# --- Quotes and words --------------------------------------------------------------------------------

TEXT = "Résumé: 😀 81 missiles, 34 intercepted."


def insert_anchor(**changes) -> None:
    """An anchor by SQL, right but for ``changes``."""
    version = ArticleVersionFactory(text=TEXT, title="81 missiles")
    claim = ClaimFactory(version=ArticleVersionFactory())
    row = {
        "claim_id": claim.pk,
        "version_id": version.pk,
        "part": "text",
        "start": 10,
        "end": 21,
        "quote": "81 missiles",
        **changes,
    }
    columns = ", ".join(f'"{name}"' for name in row)
    places = ", ".join(["%s"] * len(row))
    sql(
        f"INSERT INTO factcheck_claimanchor ({columns}, focus, prefix, suffix, sentence, region, status,"
        f" context_changed, created_at) VALUES ({places}, '[]', '', '', '{{}}', '', 'anchored', false, now())",
        *row.values(),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "accepted"),
    [
        pytest.param({}, True, id="verbatim, behind a character of two UTF-16 units"),
        pytest.param({"part": "title", "start": 0, "end": 11}, True, id="verbatim in the title"),
        pytest.param({"quote": "82 missiles"}, False, id="another number"),
        pytest.param({"quote": "81 Missiles"}, False, id="another case"),
        pytest.param({"quote": "81 missiles "}, False, id="one character more"),
        pytest.param({"quote": ""}, False, id="empty"),
        pytest.param({"start": 11, "end": 22}, False, id="one to the right"),
        pytest.param({"start": 9, "end": 20}, False, id="one to the left"),
        pytest.param({"part": "title"}, False, id="in the other part"),
        pytest.param({"start": 10, "end": 10, "quote": ""}, False, id="nothing"),
        pytest.param({"part": "title", "start": 0, "end": 12}, False, id="an end past the title"),
        pytest.param({"start": 500, "end": 501, "quote": ""}, False, id="nothing, past the text"),
        pytest.param(
            {"start": 0, "end": 6, "quote": "Re\u0301sum"}, False, id="the same letters, decomposed"
        ),
    ],
)
def test_a_quote_is_what_stands_there(changes, accepted):
    if accepted:
        insert_anchor(**changes)
        assert ClaimAnchor.objects.filter(quote="81 missiles").count() == 1
    else:
        with pytest.raises(DatabaseError):
            insert_anchor(**changes)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", ["quote = 'other'", "start = start + 1", '"end" = "end" - 1', "part = 'title'"]
)
def test_an_anchor_cannot_be_moved_off_its_quote(change):
    ClaimFactory(quote="containers", version=ArticleVersionFactory(text="It lost 40 containers."))

    with pytest.raises(IntegrityError):
        sql(f"UPDATE factcheck_claimanchor SET {change}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", ["text = 'other'", "title = 'other'", "number = 2", "text_sha256 = repeat('0', 64)"]
)
def test_the_words_of_a_version_are_frozen(change):
    version = ArticleVersionFactory()

    with pytest.raises(IntegrityError):
        sql(f"UPDATE factcheck_articleversion SET {change}")

    assert ArticleVersion.objects.get(pk=version.pk).text == version.text


@pytest.mark.django_db
def test_words_do_not_change_even_with_a_digest_that_fits():
    ArticleVersionFactory()

    with pytest.raises(IntegrityError):
        sql("UPDATE factcheck_articleversion SET text = 'other', text_sha256 = %s", sha256_hex("other"))


@pytest.mark.django_db
def test_a_digest_that_does_not_fit_the_text_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleVersionFactory(text="It lost 40 containers.", text_sha256=sha256_hex("other"))


@pytest.mark.django_db
def test_a_redacted_version_has_no_words():
    version = ArticleVersionFactory()

    with pytest.raises(IntegrityError):
        sql("UPDATE factcheck_articleversion SET redacted_at = now() WHERE id = %s", version.pk)


# --- Rows that would contradict each other -----------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        pytest.param("free_slots = -1", id="a slot less than none"),
        pytest.param("free_slots = required_verdicts + 1", id="a slot too many"),
        pytest.param("state = 'decided'", id="decided without an outcome"),
        pytest.param("state = 'merged'", id="merged into nothing"),
        pytest.param("merged_into_id = id", id="merged into itself"),
    ],
)
def test_a_review_cannot_contradict_itself(change):
    default_desk()
    ReviewFactory(state="open")

    with pytest.raises(IntegrityError):
        sql(f"UPDATE reviews_review SET {change}")


@pytest.mark.django_db
def test_one_claim_has_one_review_and_one_sighting():
    default_desk()
    review = ReviewFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        workflow.start([review.claim], policy=review.desk.policy)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns", [{}, {"rating_id": "rating", "close_reason": "duplicate"}], ids=["neither", "both"]
)
def test_a_verdict_is_a_rating_or_a_reason_to_close(columns):
    default_desk()
    given = VerdictFactory()
    row = {**Verdict.objects.values().get(pk=given.pk), "rating_id": None, **columns, "id": None}
    if row["rating_id"]:
        row["rating_id"] = given.rating_id
    row["payload_id"] = record(ArticleFactory()).payload_id
    row["assignment_id"] = given.assignment_id

    with pytest.raises(IntegrityError, match="verdict_rating_or_close_reason"), transaction.atomic():
        Verdict.objects.create(**row)


@pytest.mark.django_db
def test_there_is_one_newsroom_and_one_default_desk():
    default_desk()

    with pytest.raises(IntegrityError):
        sql("UPDATE factcheck_newsroom SET id = 2")
    with pytest.raises(IntegrityError):
        sql(
            "INSERT INTO factcheck_desk (newsroom_id, name, slug, is_default)"
            " SELECT newsroom_id, 'b', 'b', true FROM factcheck_desk"
        )
