"""Prepared queries: built once, planned once, and otherwise like any other."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from factcheck.models import User
from factcheck.prepared import Param, prepared
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def built():
    return []


@pytest.fixture
def named(built):
    @prepared
    def named(name: Param) -> QuerySet[User]:
        built.append(name)
        return User.objects.filter(username=name, is_active=True, email__contains="%").order_by("pk")

    return named


def test_it_is_built_once_and_answers_each_time_anew(named, built):
    ada = UserFactory(username="ada", email="100%@example.org")
    UserFactory(username="bob", email="bob@example.org")

    assert [named(name="ada"), named(name="bob"), named(name="ada")] == [[ada], [], [ada]]
    assert len(built) == 1


def test_rows_come_as_the_queryset_has_them():
    @prepared
    def emails(name: Param) -> QuerySet[User, tuple[int, str]]:
        return User.objects.filter(username=name).values_list("email", "username")

    UserFactory(username="ada", email="ada@example.org")

    assert emails(name="ada") == [("ada@example.org", "ada")]


def test_what_is_no_value_stands_in_the_query(named):
    for name in ("ada", "o'hara %s"):
        named(name=name)

    (statement,) = _kept_by_postgresql("username")
    _, _, conditions = statement.partition(" WHERE ")
    assert conditions.startswith('("factcheck_user"."email"::text LIKE ')
    assert '"factcheck_user"."is_active" AND "factcheck_user"."username" = ($1)' in conditions


def test_postgresql_keeps_one_plan_whatever_the_number():
    @prepared
    def numbered(number: Param) -> QuerySet[User]:
        return User.objects.filter(pk=number)

    for number in (1, 2, 70_000, 2**40):
        numbered(number=number)

    assert len(_kept_by_postgresql('"factcheck_user"."id" = ($1)')) == 1


def test_without_leave_to_keep_plans_it_answers_all_the_same(named, monkeypatch):
    ada = UserFactory(username="ada", email="%@example.org")
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)

    assert named(name="ada") == [ada]


@pytest.mark.django_db(transaction=True)
def test_it_locks_in_a_transaction_alone():
    @prepared
    def locked(number: Param) -> QuerySet[User]:
        return User.objects.select_for_update(no_key=True).filter(pk=number)

    user = UserFactory()
    with transaction.atomic():
        assert locked(number=user.pk) == [user]
    with pytest.raises(transaction.TransactionManagementError):
        locked(number=user.pk)


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_get_each_others_values(named):
    users = [UserFactory(username=f"user-{number}", email="%@example.org") for number in range(4)]

    def ask(user):
        try:
            return [named(name=user.username) for _ in range(50)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, users)) == [[[user]] * 50 for user in users]


def test_what_is_fetched_afterwards_cannot_be_prepared():
    @prepared
    def with_groups(number: Param) -> QuerySet[User]:
        return User.objects.filter(pk=number).prefetch_related("groups")

    with pytest.raises(TypeError, match="fetched afterwards"):
        with_groups(number=1)


def _kept_by_postgresql(*words):
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall() if all(word in statement for word in words)]
