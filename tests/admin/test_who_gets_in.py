"""Role by page: who may open what."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from factcheck.admin.site import site
from factcheck.roles import ROLES
from tests.admin.conftest import page
from tests.factories import (
    ApiTokenFactory,
    ArticleVersionFactory,
    DeskFactory,
    FactCheckFactory,
    NewsroomFactory,
    PipelineRunFactory,
    PublisherFactory,
    RatingScaleFactory,
    ReviewFactory,
    UserFactory,
)
from tests.undoing import shared_scene

EDITORIAL = {"administrator", "editor", "adjudicator", "publishing_editor"}
ADMINISTRATOR = {"administrator"}

#: Page -> who may open its list.
MAY_OPEN = {
    "reviews_review": EDITORIAL,
    "factcheck_article": EDITORIAL,
    "factcheck_claim": EDITORIAL,
    "factcheck_pipelinerun": EDITORIAL,
    "factcheck_feed": EDITORIAL,
    "factcheck_publisher": EDITORIAL,
    "reviews_ratingscale": EDITORIAL,
    "factcheck_event": {"administrator", "editor", "adjudicator"},
    "reviews_factcheck": {"administrator", "editor", "publishing_editor"},
    "reviews_editortask": {"administrator", "editor", "publishing_editor"},
    "factcheck_desk": {"administrator", "editor"},
    "reviews_conflictofinterest": {"administrator", "editor"},
    "factcheck_newsroom": ADMINISTRATOR,
    "factcheck_user": ADMINISTRATOR,
    "factcheck_apitoken": ADMINISTRATOR,
    "auth_group": ADMINISTRATOR,
}
#: Page -> who may make one; nobody for the rest.
MAY_ADD = dict.fromkeys(
    [
        "factcheck_publisher",
        "reviews_ratingscale",
        "factcheck_desk",
        "factcheck_user",
        "factcheck_apitoken",
        "factcheck_feed",
    ],
    ADMINISTRATOR,
) | {
    model: {"administrator", "editor"}
    for model in ("factcheck_article", "factcheck_claim", "reviews_conflictofinterest")
}


def test_every_page_has_a_row_in_the_table():
    registered = {f"{model._meta.app_label}_{model._meta.model_name}" for model in site._registry}

    assert registered == set(MAY_OPEN)


@pytest.fixture(scope="module")
def clients(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Client]]:
    """Somebody of each role, signed in."""
    with shared_scene(django_db_blocker):
        clients = {role: Client() for role in ROLES}
        for role, client in clients.items():
            client.force_login(UserFactory(role=role, is_staff=True))
        yield clients


@pytest.mark.parametrize("model", MAY_OPEN)
def test_a_list_opens_for_those_whose_scopes_say_so(db, clients, model):
    statuses = {role: client.get(page(model)).status_code for role, client in clients.items()}

    assert statuses == {role: 200 if role in MAY_OPEN[model] else 403 for role in ROLES}


@pytest.mark.parametrize("model", MAY_OPEN)
def test_the_page_to_make_one_opens_for_few(db, clients, model):
    NewsroomFactory()

    statuses = {role: clients[role].get(page(model, "add")).status_code for role in EDITORIAL}

    assert statuses == {role: 200 if role in MAY_ADD.get(model, set()) else 403 for role in EDITORIAL}


@pytest.mark.parametrize("role", sorted(EDITORIAL))
def test_every_object_opens_for_those_who_may_see_its_list(enter, role):
    objects = [
        FactCheckFactory(),
        PipelineRunFactory(),
        ReviewFactory(),
        PublisherFactory(),
        ApiTokenFactory(),
        DeskFactory(),
        RatingScaleFactory(),
        UserFactory(role="reviewer"),
    ]
    objects += [objects[2].claim, objects[2].claim.article]
    client = enter(role)

    answers = {}
    for obj in objects:
        model = f"{obj._meta.app_label}_{obj._meta.model_name}"
        answers[model] = client.get(page(model, "change", obj.pk)).status_code

    assert answers == {model: 200 if role in MAY_OPEN[model] else 403 for model in answers}


@pytest.mark.parametrize("model", MAY_OPEN)
def test_nobody_deletes(enter, model):
    client = enter("administrator")

    assert client.post(page(model, "delete", 1), {"post": "yes"}).status_code in {302, 403}


@pytest.mark.parametrize("role", ["reviewer", "integration", None])
@pytest.mark.parametrize("is_staff", [True, False], ids=["staff flag", "no flag"])
def test_whoever_has_no_business_here_is_told_so_on_a_page_they_can_read(enter, role, is_staff):
    response = enter(role, is_staff=is_staff).get("/admin/")

    assert response.status_code == 403
    assert "You may not do this." in response.content.decode()


def test_the_staff_flag_alone_is_needed_too(enter):
    assert enter("editor", is_staff=False).get("/admin/").status_code == 403


def test_who_is_not_signed_in_is_sent_to_the_one_login_page(client):
    response = client.get("/admin/reviews/review/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/accounts/login/")
    assert "Sign in" in response.content.decode()


def test_the_sidebar_shows_only_what_opens(enter):
    editor, administrator = enter("editor"), enter("administrator")

    assert page("factcheck_apitoken") not in editor.get("/admin/").content.decode()
    assert page("factcheck_apitoken") in administrator.get("/admin/").content.decode()


def test_signing_out_leads_to_the_login_page(enter):
    client = enter("editor")

    response = client.post("/admin/logout/")

    assert response["Location"] == "/accounts/login/"
    assert client.get("/admin/").status_code == 302


def test_the_first_page_shows_the_desks_numbers(enter):
    ReviewFactory.create_batch(2)
    ReviewFactory(state="disputed")
    ArticleVersionFactory(article__status="failed")

    response = enter("editor").get("/admin/")

    numbers = {card.title: card.number for card in response.context["cards"]}
    assert numbers["In triage"] == "2"
    assert numbers["Disputed"] == "1"
    assert numbers["Failed articles"] == "1"


@pytest.mark.parametrize("role", [*ROLES, None])
@pytest.mark.parametrize("is_staff", [True, False])
def test_the_api_says_who_gets_in(enter, role, is_staff):
    client = enter(role, is_staff=is_staff)

    said = client.get("/api/v1/me/").json()["may_open_admin"]

    assert said is (client.get("/admin/").status_code == 200)
