"""Actors by role, for tables that go through all of them."""

import pytest

from tests.factories import UserFactory


@pytest.fixture
def user_with_role():
    """A function: a user of that role; None: one with no role at all."""

    def make(role):
        return UserFactory(role=role) if role else UserFactory()

    return make
