"""Settings from the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.fixture
def given(monkeypatch):
    """A function that sets NAME."""
    return lambda value: monkeypatch.setenv("NAME", value)


def test_what_is_empty_is_as_good_as_unset(given):
    given("")

    assert env.text("NAME", "default") == "default"
    assert env.whole("NAME", 7) == 7
    assert env.flag("NAME", default=True) is True


def test_a_file_may_hold_the_value(monkeypatch, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("from a file\n")
    monkeypatch.setenv("NAME_FILE", str(secret))

    assert env.text("NAME", "default") == "from a file"


@pytest.mark.parametrize(
    ("read", "value"),
    [
        pytest.param(lambda: env.whole("NAME", 1), "many", id="no number"),
        pytest.param(lambda: env.whole("NAME", 1, least=1), "0", id="too small"),
        pytest.param(lambda: env.whole("NAME", 1, most=9), "10", id="too large"),
        pytest.param(lambda: env.flag("NAME", default=False), "perhaps", id="neither yes nor no"),
        pytest.param(lambda: env.choice("NAME", "a", {"a", "b"}), "c", id="none of the choices"),
    ],
)
def test_a_bad_value_is_named(given, read, value):
    given(value)

    with pytest.raises(ImproperlyConfigured, match=r"^NAME must be "):
        read()


def test_a_file_that_cannot_be_read_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("NAME_FILE", str(tmp_path / "nothing"))

    with pytest.raises(ImproperlyConfigured, match=r"^NAME_FILE: cannot read .*nothing"):
        env.text("NAME")


@pytest.mark.parametrize("value", ["http://127.0.0.1:8080/v1", "https://llm.example.org", ""])
def test_an_address_is_taken_as_it_is(given, value):
    given(value)

    assert env.address("NAME") == value


@pytest.mark.parametrize(
    "value",
    [
        "127.0.0.1:8080",
        "ftp://llm.example",
        "http://",
        "https://me:secret@llm.example",
        "https://llm.example?key=secret",
    ],
)
def test_a_wrong_address_is_refused_without_being_shown(given, value):
    given(value)

    with pytest.raises(ImproperlyConfigured, match=r"^NAME must be an http") as refused:
        env.address("NAME")
    assert "secret" not in str(refused.value)
