"""People who come into the admin, and the addresses they go to."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from factcheck.event_words import in_words
from factcheck.models import User
from tests.factories import UserFactory

Enter = Callable[..., Client]


@pytest.fixture
def enter(db: None) -> Enter:
    """A function: the client of somebody with that role, signed in. Staff unless said otherwise."""

    def sign_in(role: str | None, *, is_staff: bool = True, user: User | None = None) -> Client:
        user = user or UserFactory(role=role, is_staff=is_staff)
        client = Client()
        client.force_login(user)
        client.user = user  # type: ignore[attr-defined]
        return client

    return sign_in


def page(model: str, view: str = "changelist", pk: object = None) -> str:
    return reverse(f"admin:{model}_{view}", args=[pk] if pk is not None else [])


def act(model: str, pk: int, name: str) -> str:
    return reverse(f"admin:{model}_act", args=[pk, name])


def line(kind: str) -> str:
    """How a history on a page tells of an event of that kind."""
    return f"{in_words(kind)}</td>"
