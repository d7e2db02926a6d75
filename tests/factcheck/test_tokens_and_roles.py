"""Tokens: what they open, what ends them, and that nobody can read one back. Roles: what they bundle."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from factcheck import roles, tokens
from factcheck.errors import InvalidInput
from factcheck.models import ApiToken, Event
from factcheck.roles import ROLES, SCOPES
from tests.factories import ApiTokenFactory, UserFactory

NINE = datetime(2024, 3, 11, 9, 0, tzinfo=UTC)

EVERYBODY = {"administrator", "editor", "adjudicator", "publishing_editor", "reviewer", "integration"}
#: Who holds a scope, written out: a change of rights must be meant.
HOLDERS = {
    "articles:read": EVERYBODY,
    "articles:write": {"administrator", "editor", "integration"},
    "articles:takedown": {"administrator", "editor"},
    "claims:read": EVERYBODY,
    "claims:write": {"administrator", "editor", "integration"},
    "reviews:read": EVERYBODY,
    "reviews:triage": {"administrator", "editor"},
    "reviews:review": {"administrator", "reviewer"},
    "reviews:comment": {"administrator", "editor", "adjudicator", "publishing_editor", "reviewer"},
    "reviews:adjudicate": {"administrator", "adjudicator"},
    "verdicts:read": EVERYBODY,
    "fact-checks:write": {"administrator", "editor", "publishing_editor"},
    "fact-checks:publish": {"administrator", "publishing_editor"},
    "desk:configure": {"administrator"},
}


# --- Roles -------------------------------------------------------------------------------------------


def test_every_scope_has_a_row():
    assert set(HOLDERS) == set(SCOPES)
    assert set().union(*HOLDERS.values()) == set(ROLES)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_the_scopes_of_its_rows_and_no_other(role):
    user = UserFactory(role=role)

    assert user.scopes == {scope for scope, holders in HOLDERS.items() if role in holders}


@pytest.mark.django_db
def test_two_roles_add_up_and_no_role_is_no_scope(stranger):
    both = UserFactory(role="reviewer")
    both.groups.add(Group.objects.get(name="adjudicator"))

    assert both.scopes == roles.scopes_of(["reviewer"]) | roles.scopes_of(["adjudicator"])
    assert stranger.scopes == frozenset()


@pytest.mark.django_db
def test_a_group_that_is_no_role_gives_nothing(stranger):
    stranger.groups.add(Group.objects.create(name="chess club"))

    assert stranger.scopes == frozenset()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*ROLES, None])
def test_who_is_not_active_may_nothing(role):
    user = UserFactory(role=role, is_active=False, is_superuser=role is None)

    assert user.scopes == frozenset()


@pytest.mark.django_db
def test_a_superuser_may_all():
    assert UserFactory(is_superuser=True).scopes == set(SCOPES)


@pytest.mark.django_db
def test_the_groups_are_there_after_a_migration_and_making_them_again_changes_nothing():
    before = set(Group.objects.values_list("pk", "name"))

    roles.create_groups()

    assert {name for _, name in before} == set(ROLES)
    assert set(Group.objects.values_list("pk", "name")) == before


# --- Tokens ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_token_is_found_by_its_secret_alone(integration):
    token, secret = tokens.create_token(integration, name="CMS")

    assert secret.startswith(tokens.PREFIX)
    assert tokens.find_token(secret) == token
    for wrong in ("", secret[:-1], secret + "x", secret.swapcase(), token.digest, token.hint):
        assert tokens.find_token(wrong) is None


@pytest.mark.django_db
def test_a_secret_is_stored_nowhere(integration):
    _, secret = tokens.create_token(integration, name="CMS")

    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT row::text FROM {connection.ops.quote_name(table)} AS row")
            rows += [row for (row,) in cursor.fetchall()]
    assert any(secret[:8] in row for row in rows), "the hint is"
    assert not any(secret in row or secret.removeprefix(tokens.PREFIX) in row for row in rows)


@pytest.mark.django_db
def test_secrets_differ(integration):
    assert len({ApiTokenFactory(user=integration).secret for _ in range(5)}) == 5


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["revoked", "expired", "user not active", "user gone"])
def test_a_token_that_ended_opens_nothing(integration, editor, end):
    with time_machine.travel(NINE, tick=False) as clock:
        token = ApiTokenFactory(user=integration, expires_at=NINE + timedelta(days=1))
        assert tokens.find_token(token.secret) == token

        if end == "revoked":
            tokens.revoke_token(token.pk, actor=editor)
        elif end == "expired":
            clock.shift(timedelta(days=1))
        elif end == "user not active":
            integration.is_active = False
            integration.save()
        else:
            ApiToken.objects.filter(pk=token.pk).delete()

        assert tokens.find_token(token.secret) is None


@pytest.mark.django_db
def test_without_scopes_named_a_token_has_all_of_its_user(integration):
    token, _ = tokens.create_token(integration, name="CMS")

    assert set(token.scopes) == set(integration.scopes)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scopes", "lacking"),
    [
        (["articles:read", "reviews:triage"], ["reviews:triage"]),
        (["desk:configure", "articles:takedown"], ["articles:takedown", "desk:configure"]),
        (["articles:fly"], ["articles:fly"]),
    ],
)
def test_a_token_never_has_more_than_its_user(integration, scopes, lacking):
    with pytest.raises(InvalidInput) as caught:
        tokens.create_token(integration, name="CMS", scopes=scopes)

    assert [error.detail for error in caught.value.errors] == lacking
    assert not ApiToken.objects.exists()


@pytest.mark.django_db
def test_making_and_revoking_are_in_the_history_once_each(integration, editor):
    token, _ = tokens.create_token(integration, name="CMS", actor=editor)
    tokens.revoke_token(token.pk, actor=editor)
    first = ApiToken.objects.get().revoked_at
    tokens.revoke_token(token.pk, actor=editor)

    assert list(Event.objects.order_by("pk").values_list("kind", "actor")) == [
        ("token.created", editor.pk),
        ("token.revoked", editor.pk),
    ]
    assert ApiToken.objects.get().revoked_at == first


@pytest.mark.django_db
def test_use_is_noted_at_most_once_a_minute(integration, django_assert_num_queries):
    with time_machine.travel(NINE, tick=False) as clock:
        token = ApiTokenFactory(user=integration)
        tokens.find_token(token.secret)

        clock.shift(timedelta(seconds=60))
        with django_assert_num_queries(1):
            tokens.find_token(token.secret)
        assert ApiToken.objects.get().last_used_at == NINE
        clock.shift(timedelta(seconds=1))
        tokens.find_token(token.secret)

    assert ApiToken.objects.get().last_used_at == NINE + timedelta(seconds=61)


# --- The command -------------------------------------------------------------------------------------


def test_the_command_prints_a_token_that_works_once_and_for_its_days(integration):
    printed = StringIO()

    call_command("create_token", "integration", "--scope", "articles:read", "--expires", "2", stdout=printed)

    token = tokens.find_token(printed.getvalue().strip())
    assert token is not None
    assert (token.scopes, token.expires_at.date()) == (
        ["articles:read"],
        (timezone.now() + timedelta(days=2)).date(),
    )


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["nobody"], id="unknown user"),
        pytest.param(["integration", "--expires", "0"], id="over before it begins"),
        pytest.param(["integration", "--expires", "99999999"], id="beyond the calendar"),
        pytest.param(["integration", "--name", "x" * 121], id="a long name"),
        pytest.param(["integration", "--scope", "desk:configure"], id="a scope that the user lacks"),
    ],
)
def test_the_command_says_in_a_sentence_what_it_will_not_do(integration, arguments):
    with pytest.raises(CommandError, match=r"\.$"):
        call_command("create_token", *arguments)

    assert not ApiToken.objects.exists()
