"""Settings: each change leaves its event and nothing in Django's own log."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group

from factcheck import history
from factcheck.models import ApiToken, Desk, Event, Newsroom, Publisher, User
from factcheck.tokens import find_token
from reviews.models import Policy, RatingScale
from tests.admin.conftest import act, page
from tests.factories import (
    ApiTokenFactory,
    DeskFactory,
    NewsroomFactory,
    PublisherFactory,
    RatingScaleFactory,
    ReviewFactory,
    UserFactory,
    default_desk,
)


def last_event(obj):
    return Event.objects.filter(stream=history.stream_of(obj)).latest("seq")


def errors_of(response):
    if response.status_code == 302:
        return None
    inlines = [formset.formset.errors for formset in response.context["inline_admin_formsets"]]
    return response.context["adminform"].form.errors, inlines


@pytest.fixture
def administrator(enter):
    return enter("administrator")


@pytest.fixture(autouse=True)
def no_second_history(db):
    yield
    assert not LogEntry.objects.exists()


# --- Publishers, newsroom ---------------------------------------------------------------------------


def test_a_changed_publisher_says_from_what_to_what(administrator):
    publisher = PublisherFactory(name="Ledger")
    form = {"name": "The Ledger", "slug": publisher.slug, "kind": "outlet", "time_zone": "UTC"}

    administrator.post(page("factcheck_publisher", "change", publisher.pk), form)

    event = last_event(publisher)
    assert (event.kind, event.actor) == ("publisher.changed", administrator.user)
    assert event.payload.content == {"changed": {"name": ["Ledger", "The Ledger"]}}
    assert (
        "Ledger → The Ledger"
        in administrator.get(page("factcheck_publisher", "change", publisher.pk)).content.decode()
    )


def test_a_new_publisher_leaves_its_event(administrator):
    form = {"name": "Courier", "slug": "courier", "kind": "agency", "time_zone": "Europe/Kyiv"}

    administrator.post(page("factcheck_publisher", "add"), form)

    assert last_event(Publisher.objects.get(slug="courier")).kind == "publisher.created"


def test_a_zone_that_does_not_exist_is_said_beside_the_field(administrator):
    form = {"name": "Courier", "slug": "courier", "kind": "agency", "time_zone": "Europe/Nowhere"}

    response = administrator.post(page("factcheck_publisher", "add"), form)

    assert "time_zone" in errors_of(response)[0]


def test_the_newsroom_is_one(administrator):
    NewsroomFactory()

    assert administrator.get(page("factcheck_newsroom")).status_code == 302
    assert administrator.get(page("factcheck_newsroom", "add")).status_code == 403


def test_the_newsroom_changes_with_an_event(administrator):
    newsroom = NewsroomFactory()
    form = {"name": "The Sounding Line", "public_url": newsroom.public_url, "time_zone": "UTC"}

    administrator.post(page("factcheck_newsroom", "change", 1), form)

    assert Newsroom.objects.get().name == "The Sounding Line"
    assert last_event(newsroom).kind == "newsroom.changed"


# --- Desks and policy -------------------------------------------------------------------------------


def desk_form(desk, **policy):
    fields = {
        "scale": desk.policy.scale_id, "required_verdicts": 1, "lease_minutes": 20, "undo_seconds": 30,
        "max_open_leases": 5, "skip_means": "for_others", "score_weight": 100, "demand_weight": 100,
        "due_weight": 200, "due_window_hours": 24, "experts_heard_at_once": "on", "neighbours": "dispute", "id": desk.policy.pk, "desk": desk.pk, **policy,
    }  # fmt: skip
    management = {"policy-TOTAL_FORMS": 1, "policy-INITIAL_FORMS": 1}
    return (
        {"name": desk.name, "slug": desk.slug} | management | {f"policy-0-{n}": v for n, v in fields.items()}
    )


def test_policy_changes_with_an_event_on_the_desk(administrator):
    desk = default_desk()

    response = administrator.post(
        page("factcheck_desk", "change", desk.pk), desk_form(desk, required_verdicts=2)
    )

    assert errors_of(response) is None
    assert Policy.objects.get(desk=desk).required_verdicts == 2
    details = last_event(desk).payload.content
    assert details["policy"] == [{str(desk): {"required_verdicts": [1, 2]}}]


def test_a_policy_that_the_database_would_refuse_is_said_beside_the_field(administrator):
    desk = default_desk()

    response = administrator.post(
        page("factcheck_desk", "change", desk.pk), desk_form(desk, required_verdicts=9)
    )

    assert errors_of(response) is not None
    assert Policy.objects.get(desk=desk).required_verdicts == 1


def sport_desk(scale):
    """The form that makes a desk for sport."""
    return {
        "name": "Sport", "slug": "sport", "policy-TOTAL_FORMS": 1, "policy-INITIAL_FORMS": 0,
        "policy-0-scale": scale.pk, "policy-0-required_verdicts": 1, "policy-0-lease_minutes": 20,
        "policy-0-undo_seconds": 30, "policy-0-max_open_leases": 5, "policy-0-skip_means": "for_others", "policy-0-neighbours": "dispute",
        "policy-0-score_weight": 100, "policy-0-demand_weight": 100, "policy-0-due_weight": 200,
        "policy-0-due_window_hours": 24,
    }  # fmt: skip


def test_the_first_desk_is_made_before_anybody_named_the_newsroom(administrator):
    response = administrator.post(page("factcheck_desk", "add"), sport_desk(RatingScaleFactory()))

    assert errors_of(response) is None
    assert Desk.objects.get().newsroom_id == 1


def test_a_desk_is_made_with_its_policy(administrator):
    scale = default_desk().policy.scale

    response = administrator.post(page("factcheck_desk", "add"), sport_desk(scale))

    assert errors_of(response) is None
    desk = Desk.objects.get(slug="sport")
    assert (desk.policy.scale, desk.is_default) == (scale, False)
    assert last_event(desk).kind == "desk.created"


def test_the_default_moves_in_one_step(administrator):
    old, new = default_desk(), DeskFactory()

    administrator.post(act("factcheck_desk", new.pk, "make-default"))

    assert list(Desk.objects.filter(is_default=True)) == [new]
    assert last_event(old).payload.content == {"changed": {"is_default": [True, False]}}
    assert last_event(new).payload.content == {"changed": {"is_default": [False, True]}}


def test_a_desk_without_a_policy_cannot_take_claims(administrator):
    old = default_desk()
    bare = Desk.objects.create(newsroom=old.newsroom, name="Bare", slug="bare")

    response = administrator.post(act("factcheck_desk", bare.pk, "make-default"), follow=True)

    assert "Give the desk a policy first." in response.content.decode()
    assert Desk.objects.get(is_default=True) == old


# --- Rating scales ----------------------------------------------------------------------------------


def test_a_scale_in_use_cannot_be_edited(administrator):
    scale = ReviewFactory().scale

    response = administrator.post(page("reviews_ratingscale", "change", scale.pk), {"name": "Other"})

    assert response.status_code == 403
    assert administrator.get(page("reviews_ratingscale", "change", scale.pk)).status_code == 200


def test_a_new_version_is_a_copy_that_can_be_edited(administrator):
    scale = ReviewFactory().scale

    administrator.post(act("reviews_ratingscale", scale.pk, "new-version"))

    copy = RatingScale.objects.get(key=scale.key, version=2)
    assert list(copy.ratings.values_list("key", flat=True)) == list(
        scale.ratings.values_list("key", flat=True)
    )
    assert not copy.is_default
    assert last_event(copy).kind == "ratingscale.created"
    response = administrator.get(page("reviews_ratingscale", "change", copy.pk))
    assert response.context["has_change_permission"]


def test_a_scale_that_nobody_uses_is_edited_with_its_ratings(administrator):
    scale = RatingScaleFactory()
    rating = scale.ratings.first()
    form = {
        "name": "Truth", "key": scale.key, "ratings-TOTAL_FORMS": 1, "ratings-INITIAL_FORMS": 1,
        "ratings-0-id": rating.pk, "ratings-0-scale": scale.pk, "ratings-0-position": 1,
        "ratings-0-key": rating.key, "ratings-0-label": "Right", "ratings-0-meaning": rating.meaning,
        "ratings-0-publishable": "on",
    }  # fmt: skip

    response = administrator.post(page("reviews_ratingscale", "change", scale.pk), form)

    assert errors_of(response) is None
    assert last_event(scale).payload.content["changed"] == {"name": [scale.name, "Truth"]}
    assert last_event(scale).payload.content["ratings"] == [{"Right": {"label": ["Confirmed", "Right"]}}]


# --- Users and roles --------------------------------------------------------------------------------


def user_form(user, *roles, **fields):
    groups = [Group.objects.get(name=role).pk for role in roles]
    return {"username": user.username, "time_zone": "UTC", "groups": groups, "is_active": "on"} | fields


def test_a_user_is_made_with_roles_and_the_flag_that_follows_from_them(administrator):
    form = {
        "username": "margit", "display_name": "Margit", "time_zone": "Europe/Oslo",
        "password1": "a long enough secret", "password2": "a long enough secret", "usable_password": "true",
        "groups": [Group.objects.get(name="adjudicator").pk],
    }  # fmt: skip

    response = administrator.post(page("factcheck_user", "add"), form)

    assert errors_of(response) is None
    user = User.objects.get(username="margit")
    assert user.check_password("a long enough secret")
    assert (user.is_staff, user.has_scope("reviews:adjudicate")) == (True, True)
    event = last_event(user)
    assert event.kind == "user.created"
    assert "a long enough secret" not in event.payload.body


@pytest.mark.parametrize(("role", "is_staff"), [("editor", True), ("reviewer", False)])
def test_the_staff_flag_follows_the_roles(administrator, role, is_staff):
    user = UserFactory(role="integration", is_staff=not is_staff)

    response = administrator.post(page("factcheck_user", "change", user.pk), user_form(user, role))

    assert errors_of(response) is None
    user.refresh_from_db()
    assert user.is_staff == is_staff
    assert last_event(user).kind == "user.changed"


def test_the_flag_itself_is_nobodys_to_set(administrator):
    user = UserFactory(role="reviewer")
    form = user_form(user, "reviewer", is_staff="on", is_superuser="on")

    administrator.post(page("factcheck_user", "change", user.pk), form)

    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (False, False)


@pytest.mark.parametrize("change", [{"is_active": ""}, {"groups": []}], ids=["inactive", "no role"])
def test_an_administrator_does_not_lock_themselves_out(administrator, change):
    user = administrator.user

    response = administrator.post(
        page("factcheck_user", "change", user.pk), user_form(user, "administrator") | change
    )

    assert "You would lock yourself out" in response.content.decode()
    assert User.objects.get(pk=user.pk).is_active


def test_a_password_is_set_and_the_event_does_not_tell_it(administrator):
    user = UserFactory(role="reviewer")
    form = {"password1": "another long secret", "password2": "another long secret", "usable_password": "true"}

    administrator.post(f"/admin/factcheck/user/{user.pk}/password/", form)

    user.refresh_from_db()
    assert user.check_password("another long secret")
    event = last_event(user)
    assert event.kind == "user.changed"
    assert "another long secret" not in event.payload.body


def test_no_page_shows_a_password_hash(administrator):
    user = UserFactory(role="reviewer")
    user.set_password("another long secret")
    user.save()

    text = administrator.get(page("factcheck_user", "change", user.pk)).content.decode()

    assert "pbkdf2" not in text


def test_a_role_is_shown_with_what_it_may(administrator):
    group = Group.objects.get(name="editor")

    text = administrator.get(page("auth_group", "change", group.pk)).content.decode()

    assert "reviews:triage" in text
    assert administrator.post(page("auth_group", "change", group.pk), {"name": "x"}).status_code == 403


# --- Tokens -----------------------------------------------------------------------------------------


def make_token(client, user, **fields):
    return client.post(page("factcheck_apitoken", "add"), {"user": user.pk, "name": "cms", **fields})


def test_a_tokens_secret_is_shown_once_and_works(administrator):
    user = UserFactory(role="integration")

    response = make_token(administrator, user, scopes=["articles:read"])

    secret = response.context["secret"]
    assert secret in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert find_token(secret).scopes == ["articles:read"]
    token = ApiToken.objects.get()
    assert last_event(token).kind == "token.created"
    assert Event.objects.filter(stream=history.stream_of(token)).count() == 1
    for shown in (page("factcheck_apitoken"), page("factcheck_apitoken", "change", token.pk)):
        text = administrator.get(shown).content.decode()
        assert secret not in text
        assert token.digest not in text


def test_no_scopes_means_all_that_the_user_has(administrator):
    user = UserFactory(role="integration")

    make_token(administrator, user)

    assert set(ApiToken.objects.get().scopes) == user.scopes


def test_a_scope_that_the_user_lacks_is_said_beside_the_field(administrator):
    user = UserFactory(role="integration")

    response = make_token(administrator, user, scopes=["desk:configure"])

    assert "does not have: desk:configure" in response.content.decode()
    assert not ApiToken.objects.exists()


def test_a_revoked_token_opens_nothing(administrator):
    token = ApiTokenFactory()

    administrator.post(act("factcheck_apitoken", token.pk, "revoke"))

    assert find_token(token.secret) is None
    assert (last_event(token).kind, last_event(token).actor) == ("token.revoked", administrator.user)
