"""The pages before anybody is in: sign in, sign out, errors."""

import re

import pytest

from tests.factories import UserFactory

PASSWORD = "correct horse battery staple"

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    user = UserFactory(role="editor", is_staff=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def is_calm(response):
    """Loads nothing from outside, and has no inline script or style, which the policy would refuse."""
    text = response.content.decode()
    return not re.search(r'<style|<script|style="|(?:src|href)="(?:https?:)?//', text)


def test_the_login_page_is_ours(client):
    response = client.get("/accounts/login/")

    assert "factcheck/page.html" in [template.name for template in response.templates]
    assert is_calm(response)


def test_signing_in_leads_to_where_one_wanted(client, person):
    form = {"login": person.username, "password": PASSWORD, "next": "/admin/"}

    response = client.post("/accounts/login/", form)

    assert response["Location"] == "/admin/"


def test_a_wrong_password_is_said(client, person):
    response = client.post("/accounts/login/", {"login": person.username, "password": "guess"})

    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()


def test_signing_out_is_asked_and_done(client, person):
    client.force_login(person)

    asked = client.get("/accounts/logout/")
    done = client.post("/accounts/logout/")

    assert is_calm(asked)
    assert done["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("page", ["signup", "email", "password/reset", "password/change", "password/set"])
def test_no_other_page_of_the_library_is_open(client, person, page):
    client.force_login(person)

    assert client.get(f"/accounts/{page}/").status_code == 404


def test_a_closed_account_is_told_whom_to_ask(client, person):
    person.is_active = False
    person.save()

    response = client.post("/accounts/login/", {"login": person.username, "password": PASSWORD}, follow=True)

    assert "This account is closed." in response.content.decode()
    assert is_calm(response)


def test_an_error_is_a_page_that_says_what_to_do(client):
    response = client.get("/nothing-here", headers={"Accept": "text/html"})

    assert response.status_code == 404
    assert "There is nothing here." in response.content.decode()
    assert is_calm(response)
