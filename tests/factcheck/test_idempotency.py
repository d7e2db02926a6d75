"""The same request twice is one act with one answer."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from factcheck import takedown
from factcheck.errors import InvalidInput, KeyInUse, KeyReused, Redacted
from factcheck.idempotency import answer_once, drop_old
from factcheck.models import Article, IdempotencyRecord
from tests.factories import ArticleFactory, ArticleVersionFactory, UserFactory
from tests.races import at_once, while_uncommitted

BODY = {"text": "It lost 40 containers.", "n": 1}


def ask(user, *, key="k-1", route="POST /articles/", body=None, act=None, article_id=None):
    """One request; by default it makes an article and answers with its number."""

    def make():
        return 201, {"id": ArticleFactory(owner=user).pk}

    return answer_once(
        user=user,
        route=route,
        key=key,
        body=BODY if body is None else body,
        act=act or make,
        article_ids=lambda: [article_id] if article_id else [],
    )


@pytest.mark.django_db
def test_a_repeat_gets_the_first_answer_and_acts_no_more(integration):
    first, second = ask(integration), ask(integration)

    assert (first[1], second[1]) == (False, True)
    assert first[0] == second[0]
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_the_order_of_a_bodys_fields_does_not_make_it_another(integration):
    ask(integration, body={"a": 1, "b": 2})

    assert ask(integration, body={"b": 2, "a": 1})[1]


@pytest.mark.django_db
def test_another_body_under_the_same_key_is_refused(integration):
    ask(integration)

    with pytest.raises(KeyReused):
        ask(integration, body={**BODY, "n": 2})

    assert Article.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("other", ["key", "route", "user"])
def test_a_key_is_one_users_on_one_route(integration, stranger, other):
    ask(integration)

    changes = {"key": {"key": "k-2"}, "route": {"route": "POST /claims/"}, "user": {}}[other]
    _, replayed = ask(stranger if other == "user" else integration, **changes)

    assert not replayed
    assert Article.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("error", [ZeroDivisionError, InvalidInput], ids=["a crash", "a refusal"])
def test_an_act_that_fails_keeps_nothing_and_may_be_sent_again(integration, error):
    def fail():
        ArticleFactory(owner=integration)
        raise error("no")

    with pytest.raises(error):
        ask(integration, act=fail)

    assert not Article.objects.exists()
    assert not IdempotencyRecord.objects.exists()
    assert ask(integration)[1] is False


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_act_and_commit_keeps_neither(monkeypatch):
    user = UserFactory()

    def die(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("factcheck.idempotency.canonical_json", die)
        with pytest.raises(SystemExit):
            ask(user)

    assert not Article.objects.exists()
    assert ask(user)[1] is False
    assert Article.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_repeat_while_the_first_is_worked_on_is_told_so_at_once():
    user = UserFactory()

    first, second = while_uncommitted(partial(ask, user), partial(ask, user))

    assert first[1] is False
    assert isinstance(second, KeyInUse)
    assert ask(user) == (first[0], True)


@pytest.mark.django_db(transaction=True)
def test_ten_repeats_at_once_act_once():
    user = UserFactory()

    answers = at_once(*[partial(ask, user)] * 10)

    assert Article.objects.count() == 1
    kept = [answer for answer in answers if not isinstance(answer, Exception)]
    assert [replayed for _, replayed in kept].count(False) == 1
    assert {type(answer) for answer in answers if isinstance(answer, Exception)} <= {KeyInUse}


@pytest.mark.django_db
def test_an_answer_is_gone_with_the_article_that_it_quoted(integration, editor):
    version = ArticleVersionFactory()
    quoting = partial(
        ask, integration, act=lambda: (200, {"text": version.text}), article_id=version.article_id
    )
    quoting()
    takedown.take_down(version.article_id, actor=editor, reason="court order")

    with pytest.raises(Redacted):
        quoting()

    kept = IdempotencyRecord.objects.get()
    assert (kept.answer, kept.body_sha256) == (None, "")


@pytest.mark.django_db
def test_an_answer_is_dropped_when_its_time_is_over_and_not_before(integration, monkeypatch):
    monkeypatch.setattr("factcheck.idempotency._DROPPED_AT_ONCE", 2)
    now = timezone.now()
    for number, age in enumerate([1, 71, 73, 200, 300, 400]):
        ask(integration, key=f"k-{number}")
        IdempotencyRecord.objects.filter(key=f"k-{number}").update(created_at=now - timedelta(hours=age))

    dropped = drop_old(at=now)

    assert dropped == 4
    assert set(IdempotencyRecord.objects.values_list("key", flat=True)) == {"k-0", "k-1"}
