"""The people that the tests are about, and the client they speak through."""

import pytest
from rest_framework.test import APIClient

from factcheck.models import Desk, User
from tests.factories import UserFactory, default_desk


@pytest.fixture
def desk(db: None) -> Desk:
    """The default desk: one verdict decides."""
    return default_desk()


@pytest.fixture
def reviewer(db: None) -> User:
    return UserFactory(role="reviewer", username="reviewer")


@pytest.fixture
def reviewer2(db: None) -> User:
    return UserFactory(role="reviewer", username="reviewer2")


@pytest.fixture
def editor(db: None) -> User:
    return UserFactory(role="editor", username="editor")


@pytest.fixture
def adjudicator(db: None) -> User:
    return UserFactory(role="adjudicator", username="adjudicator")


@pytest.fixture
def publishing_editor(db: None) -> User:
    return UserFactory(role="publishing_editor", username="publishing_editor")


@pytest.fixture
def integration(db: None) -> User:
    """The machine account of a newsroom's own system."""
    return UserFactory(role="integration", username="integration")


@pytest.fixture
def stranger(db: None) -> User:
    """Somebody with an account and no role."""
    return UserFactory(username="stranger")


@pytest.fixture
def api() -> APIClient:
    """The API, nobody signed in."""
    return APIClient()
