"""From the login page to a verdict that the API knows."""

import hashlib
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Watcher
from tests.browser.desk_page import SCREENSHOT, DeskPage
from tests.browser.newsroom import Newsroom, OpenReview, Person
from tests.stack import Stack

HARBOUR = (
    "Storm empties the northern harbour\n\n"
    "The storm reached the coast on Tuesday night.\n\n"
    "Harbour master Ines Okafor said that 312 boats broke loose in the northern basin. "
    "Nobody was hurt, the coast guard said on Wednesday.\n\n"
    "Repairs will take weeks."
)


@pytest.fixture
def review(newsroom: Newsroom) -> Iterator[OpenReview]:
    """The one about the boats. Its text differs from test to test, so that each has a review of its own."""
    review.count = getattr(review, "count", 0) + 1  # type: ignore[attr-defined]
    number = 312 + review.count  # type: ignore[attr-defined]
    yield newsroom.open_review(HARBOUR.replace("312", str(number)), about=f"{number} boats")
    newsroom.clear_queue()


@pytest.fixture
def desk(page: Page, stack: Stack, review: OpenReview) -> DeskPage:
    """A reviewer with the review about the boats in hand."""
    desk = DeskPage(page, stack).sign_in()
    desk.take_next()
    return desk


@pytest.fixture
def reviewer(stack: Stack) -> Person:
    """The same reviewer, as the API knows them."""
    return Person(stack, "reviewer")


def test_a_reviewer_rules_and_the_review_leaves_the_queue(
    desk: DeskPage, page: Page, newsroom: Newsroom, review: OpenReview, reviewer: Person
) -> None:
    assert desk.highlight() == review.claim["quote"]
    expect(page.get_by_role("radio", checked=True)).to_have_count(1)  # what the verdict is about; no rating
    before = reviewer.get("queue/")

    desk.press("4")
    expect(page.get_by_role("radio", name="Wrong")).to_be_checked()
    page.get_by_label("Finding").fill("308, harbour office")
    desk.rationale.fill("The harbour office counted 308 the next morning.")
    desk.press("Escape", "e")
    page.get_by_label("Address").fill("https://harbour.example/register")
    page.get_by_label("What it does").select_option(label="Refutes the claim")
    page.get_by_label("Title").fill("Register of the harbour office")
    desk.submit_button.click()

    expect(desk.toast).to_contain_text("Wrong")
    [verdict] = newsroom.verdicts_of(review, reviewer=reviewer)
    assert (verdict["rating"], verdict["finding"]["text"]) == ("wrong", "308, harbour office")
    assert [piece["url"] for piece in verdict["evidence"]] == ["https://harbour.example/register"]
    assert newsroom.state_of(review) == "open"  # told so while the verdict may be taken back
    assert reviewer.get("queue/")["mine"] == before["mine"] - 1 == 0
    desk.press("v")
    link = page.get_by_role("link", name="Register of the harbour office")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(page.get_by_role("listitem").filter(has=link).first).to_contain_text("Wrong")


def test_the_keyboard_alone_is_enough_from_the_login_to_the_verdict(
    page: Page, stack: Stack, newsroom: Newsroom, review: OpenReview
) -> None:
    page.goto(f"{stack.base_url}/desk/")
    page.get_by_label("User name").focus()
    page.keyboard.type("reviewer2")
    page.keyboard.press("Tab")
    page.keyboard.type(stack.password)
    page.keyboard.press("Enter")
    desk = DeskPage(page, stack)

    desk.take_next()
    expect(page.get_by_role("heading", name=review.claim["label"])).to_be_focused()
    desk.press("2", "Tab")
    expect(page.get_by_role("button", name="Close without a rating")).to_be_focused()
    desk.press("w")
    page.keyboard.type("She said so to two reporters.")
    desk.press("Escape", "t", "e")
    page.keyboard.type("https://harbour.example/interview")
    desk.press("Shift+Tab")
    page.keyboard.type("sup")  # picks "Supports the claim"
    desk.press("Control+Enter")

    expect(desk.toast).to_contain_text("Attribution correct")
    expect(page.get_by_role("button", name=re.compile("Take the next review|Look again"))).to_be_focused()
    [verdict] = newsroom.verdicts_of(review, reviewer=Person(stack, "reviewer2"))
    assert (verdict["target"], verdict["evidence"][0]["stance"]) == ("attribution", "supports")


def test_a_slip_is_undone_and_its_words_come_back(
    desk: DeskPage, page: Page, newsroom: Newsroom, review: OpenReview, reviewer: Person
) -> None:
    desk.rule(rationale="A slip of the hand.")
    expect(desk.toast).to_be_visible()

    desk.press("u")

    expect(desk.rationale).to_have_value("A slip of the hand.")
    assert newsroom.verdicts_of(review, reviewer=reviewer) == []
    assert newsroom.state_of(review) == "open"
    desk.press("3", "Control+Enter")
    expect(desk.toast).to_contain_text("Cannot confirm")
    assert [verdict["rating"] for verdict in newsroom.verdicts_of(review, reviewer=reviewer)] == [
        "cannot_confirm"
    ]


def test_a_reason_to_close_is_a_verdict_too(
    desk: DeskPage, newsroom: Newsroom, review: OpenReview, reviewer: Person
) -> None:
    desk.press("1", "c", "4", "w")
    desk.page.keyboard.type("No register was kept that night.")
    desk.press("Control+Enter")

    expect(desk.toast).to_contain_text("Cannot be verified")
    [verdict] = newsroom.verdicts_of(review, reviewer=reviewer)
    assert (verdict["rating"], verdict["close_reason"]) == (None, "unverifiable")


def test_what_is_missing_is_said_at_its_field_and_the_first_has_the_focus(desk: DeskPage, page: Page) -> None:
    desk.press("Control+Enter")
    expect(page.get_by_role("radio", name="Confirmed")).to_be_focused()
    expect(page.get_by_role("alert").filter(has_text="The verdict is not complete.")).to_be_visible()

    desk.press("4", "Control+Enter")

    expect(page.get_by_label("Finding")).to_be_focused()
    expect(page.get_by_label("Finding")).to_have_accessible_description(
        "“Wrong” needs what you found instead."
    )
    expect(desk.rationale).to_have_accessible_description("Say how you came to your ruling.")


def test_what_the_api_refuses_is_said_at_its_field_too(desk: DeskPage, page: Page, watcher: Watcher) -> None:
    watcher.expected_statuses = {400}
    desk.press("1", "w")
    page.keyboard.type("Seen there.")
    desk.press("Escape", "e")
    page.get_by_label("What it does").select_option("supports")
    page.get_by_label("Address").fill("https://:80")

    desk.press("Control+Enter")

    expect(page.get_by_label("Address")).to_be_focused()
    expect(page.get_by_label("Address")).to_have_attribute("aria-invalid", "true")
    expect(desk.rationale).to_have_value("Seen there.")


def test_a_repeat_after_a_lost_connection_is_one_verdict(
    desk: DeskPage, page: Page, watcher: Watcher, newsroom: Newsroom, review: OpenReview, reviewer: Person
) -> None:
    watcher.expected_statuses = {0}

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/verdict/", lose_the_answer, times=1)

    desk.rule(rationale="Sent twice.")
    expect(page.get_by_role("alert").filter(has_text="cannot be reached")).to_be_visible()
    expect(desk.rationale).to_have_value("Sent twice.")
    page.get_by_role("button", name="Try again").click()

    expect(desk.toast).to_be_visible()
    assert len(newsroom.verdicts_of(review, reviewer=reviewer)) == 1


def test_a_server_that_stumbles_loses_no_text(desk: DeskPage, page: Page, watcher: Watcher) -> None:
    watcher.expected_statuses = {502}
    page.route("**/verdict/", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"), times=1)

    desk.rule(rationale="Kept.")
    page.get_by_role("button", name="Try again").click()

    expect(desk.toast).to_be_visible()


def test_a_reload_brings_the_review_and_the_words_back(desk: DeskPage, page: Page) -> None:
    desk.press("2", "w")
    page.keyboard.type("Half a thought")

    page.reload()

    expect(desk.rationale).to_have_value("Half a thought")
    expect(page.get_by_role("radio", name="Attribution correct")).to_be_checked()


def test_a_lease_that_is_gone_is_said_and_nothing_typed_is_lost(
    desk: DeskPage,
    page: Page,
    stack: Stack,
    watcher: Watcher,
    newsroom: Newsroom,
    review: OpenReview,
    reviewer: Person,
) -> None:
    watcher.expected_statuses = {409}
    [assignment] = reviewer.get("queue/mine/")
    assert reviewer.post(f"assignments/{assignment['id']}/release/").ok
    colleague = Person(stack, "reviewer3")
    taken = colleague.post(f"reviews/{review.id}/lease/").json()

    desk.rule(rationale="Too late.")

    alert = page.get_by_role("alert").filter(has_text="You do not hold this review")
    expect(alert).to_be_focused()
    expect(desk.rationale).to_have_value("Too late.")
    page.get_by_role("button", name="Take it again").click()
    expect(page.get_by_role("alert").filter(has_text="All its slots are taken")).to_be_visible()
    assert colleague.post(f"assignments/{taken['id']}/release/").ok
    page.get_by_role("button", name="Take it again").click()
    expect(alert).to_be_hidden()
    desk.submit_button.click()
    expect(desk.toast).to_be_visible()
    assert [v["rationale"] for v in newsroom.verdicts_of(review, reviewer=reviewer)] == ["Too late."]


def test_a_claim_that_changed_is_shown_beside_what_it_was(
    desk: DeskPage, page: Page, watcher: Watcher
) -> None:
    watcher.expected_statuses = {409}
    problem = {"type": "x", "title": "It changed.", "status": 409, "detail": "Read again.", "code": "stale"}
    page.route("**/verdict/", lambda route: route.fulfill(status=409, json=problem), times=1)

    def changed(route: Route) -> None:
        answer = route.fetch()
        assignment = answer.json()
        assignment["claim_revision"] += 1
        assignment["claim"]["label"] = "Okafor: boats broke loose"
        route.fulfill(response=answer, json=assignment)

    page.route("**/assignments/*/", changed)

    desk.rule(rationale="About the old wording.")

    expect(page.get_by_role("heading", name="Okafor: boats broke loose")).to_be_visible()
    expect(page.get_by_text("The claim changed while you had it.")).to_be_visible()
    expect(desk.rationale).to_have_value("About the old wording.")


def test_skipping_wants_a_reason_and_the_review_does_not_come_again(
    desk: DeskPage, page: Page, newsroom: Newsroom, review: OpenReview, reviewer: Person
) -> None:
    desk.press("s")
    dialog = page.get_by_role("dialog", name="Skip this review")
    dialog.get_by_role("button", name="Skip", exact=True).click()
    expect(dialog.get_by_label("In your words")).to_be_focused()
    dialog.get_by_label("Outside what I know").check()
    dialog.get_by_role("button", name="Skip", exact=True).click()

    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Skipped.").first).to_be_visible()
    assert reviewer.get("queue/mine/") == []
    assert newsroom.state_of(review) == "open"


def test_giving_back_keeps_the_words_for_when_it_comes_again(
    desk: DeskPage, page: Page, reviewer: Person
) -> None:
    desk.press("w")
    page.keyboard.type("To be continued")
    desk.press("Escape", "r")
    expect(page.get_by_text("Given back.").first).to_be_visible()
    assert reviewer.get("queue/mine/") == []

    desk.take_next()

    expect(desk.rationale).to_have_value("To be continued")


def test_the_overview_of_keys_opens_closes_and_can_silence_them(desk: DeskPage, page: Page) -> None:
    desk.press("?")
    overview = page.get_by_role("dialog", name="Keys")
    overview.get_by_label("Single keys are on").uncheck()
    desk.press("Escape")
    expect(overview).to_be_hidden()

    desk.press("4")

    expect(page.get_by_role("radio", name="Wrong")).not_to_be_checked()


def test_evidence_says_why_its_page_was_not_read_and_takes_a_screenshot(
    desk: DeskPage,
    page: Page,
    watcher: Watcher,
    newsroom: Newsroom,
    review: OpenReview,
    reviewer: Person,
) -> None:
    watcher.expected_statuses = {422}
    desk.press("1", "w")
    page.keyboard.type("The register says so.")
    desk.press("Escape", "e")
    page.get_by_label("Address").fill("https://port.invalid/register")
    page.get_by_role("button", name="Read the page").click()
    expect(page.get_by_text("not a public web site. You can type the title yourself.")).to_be_visible()
    page.get_by_label("Title").fill("Register")
    page.get_by_label("What it does").select_option(label="Refutes the claim")
    desk.paste_screenshot()
    desk.submit_button.click()

    expect(desk.toast).to_be_visible()
    [verdict] = newsroom.verdicts_of(review, reviewer=reviewer)
    [piece] = verdict["evidence"]
    assert (piece["title"], piece["attachment"]["media_type"]) == ("Register", "image/png")
    assert piece["attachment"]["sha256"] == hashlib.sha256(SCREENSHOT).hexdigest()
    desk.press("v")
    picture = page.get_by_role("link", name="shot.png").get_by_role("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 320


def test_an_empty_queue_says_why_and_looks_again(page: Page, stack: Stack, newsroom: Newsroom) -> None:
    desk = DeskPage(page, stack).sign_in()

    # Tests that share the desk may have left a review that this reviewer skipped.
    why = re.compile("^(Nothing is open|What is open is not for you)")
    expect(page.get_by_role("heading", name=why)).to_be_visible()
    desk.press("n")

    expect(page.get_by_role("button", name="Look again")).to_be_visible()


def test_whoever_may_not_review_is_told_which_role_they_need(page: Page, stack: Stack) -> None:
    DeskPage(page, stack).sign_in("editor")

    expect(page.get_by_role("heading", name="This desk is for reviewers.")).to_be_visible()
    expect(page.get_by_text("you need the role “reviewer”")).to_be_visible()
    expect(page.get_by_role("link", name="administration", exact=True)).to_have_attribute("href", "/admin/")


def test_signing_out_leads_to_the_login_page(page: Page, stack: Stack) -> None:
    DeskPage(page, stack).sign_in("reviewer3")
    page.wait_for_load_state("networkidle")  # what is still being asked for would be refused

    page.get_by_role("button", name="Sign out").click()

    page.wait_for_url("**/accounts/login/**")
    page.goto(f"{stack.base_url}/desk/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
