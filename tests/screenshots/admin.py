"""The administration: lists, single records, the acts that ask for words, the pages between."""

from playwright.sync_api import Page

from tests.screenshots.camera import Camera

#: Lists and single records of these are photographed, and the forms that add one.
ADMIN_MODELS = (
    "factcheck/article", "factcheck/claim", "reviews/factcheck", "factcheck/feed", "factcheck/pipelinerun", "factcheck/event",
    "factcheck/newsroom", "factcheck/desk", "reviews/ratingscale", "factcheck/publisher", "factcheck/user",
    "auth/group", "factcheck/apitoken", "reviews/conflictofinterest", "reviews/editortask",
)  # fmt: skip
ADDED = (
    "factcheck/article",
    "factcheck/claim",
    "factcheck/desk",
    "reviews/ratingscale",
    "factcheck/feed",
    "factcheck/publisher",
    "factcheck/user",
    "factcheck/apitoken",
    "reviews/conflictofinterest",
)
STATES = ("triage", "open", "on_hold", "disputed", "decided", "dismissed", "merged", "all")


def take_admin(camera: Camera) -> None:
    camera.open("admin", "/admin/")
    for state in STATES:
        address = f"/admin/reviews/review/?state={state}"
        camera.open(f"admin-review-list-{state}", address)
        camera.page.goto(address)
        if record := first_record(camera.page):
            camera.open(f"admin-review-{state}", record)
            if state == "all":
                continue
            for act in acts_on(camera.page, record):
                camera.open(f"admin-review-{state}-{act}", f"{record.removesuffix('change/')}do/{act}/")
    camera.open("admin-review-list-empty", "/admin/reviews/review/?state=triage&q=nothinglikethis")
    for model in ADMIN_MODELS:
        name = f"admin-{model.split('/')[1]}"
        camera.open(f"{name}-list", f"/admin/{model}/")
        camera.page.goto(f"/admin/{model}/")
        if camera.page.url.rstrip("/").endswith("change"):
            continue  # the newsroom: the list leads to the one there is
        if record := first_record(camera.page):
            camera.open(name, record)
    for status in ("failed", "ready"):
        camera.page.goto(f"/admin/factcheck/article/?status__exact={status}")
        record = first_record(camera.page)
        camera.open(f"admin-article-{status}", record)
    camera.open("admin-article-take-down", f"{record.removesuffix('change/')}do/take-down/")
    for model in ADDED:
        camera.open(f"admin-{model.split('/')[1]}-add", f"/admin/{model}/add/")
    take_list_of_articles(camera)
    take_act_over_list(camera)
    take_preview(camera)
    take_case(camera)
    camera.open("admin-agreement", "/admin/reviews/review/agreement/")
    take_hand_over(camera)
    take_changes(camera)


def take_list_of_articles(camera: Camera) -> None:
    """What came of each article of a table."""
    if not camera.wants("admin-article-added-many"):
        return
    page = camera.page
    page.goto("/admin/factcheck/article/add/")
    table = b"text,external_id\nThe council said on Monday that 14 boats sank.,table-1\n,table-2\n"
    page.locator("input[name=many]").set_input_files(
        {"name": "table.csv", "mimeType": "text/csv", "buffer": table}
    )
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_load_state("networkidle")
    camera.snap("admin-article-added-many")


def first_record(page: Page) -> str:
    """Where the list's first row leads to; "" where the list is empty."""
    link = page.locator("#result_list tbody a[href*='/change/']").first
    return str(link.get_attribute("href")).split("?")[0] if link.count() else ""


def acts_on(page: Page, record: str) -> list[str]:
    """The acts that ask for words, from a record's page."""
    page.goto(record)
    links = page.locator("a.fc-button[href*='/do/']").all()
    return [str(link.get_attribute("href")).rstrip("/").rsplit("/", 1)[1] for link in links]


def take_act_over_list(camera: Camera) -> None:
    if not camera.wants("admin-review-list-dismiss"):
        return
    page = camera.page
    page.goto("/admin/reviews/review/?state=triage")
    for row in page.locator("input.action-select").all()[:3]:
        row.check()
    camera.snap("admin-review-list-selected")
    page.locator("select[name=action]").select_option("dismiss")
    page.get_by_role("button", name="Run").click()
    page.wait_for_load_state("networkidle")
    camera.snap("admin-review-list-dismiss")


def take_preview(camera: Camera) -> None:
    """How the queue would stand: in a tab of its own."""
    if not camera.wants("admin-desk-preview"):
        return
    page = camera.page
    page.goto("/admin/factcheck/desk/")
    page.goto(first_record(page))
    page.locator("#id_policy-0-demand_weight").fill("250")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview the order").click()
    opened.value.wait_for_load_state("networkidle")
    Camera(opened.value, camera.words, camera.findings).snap("admin-desk-preview")
    opened.value.close()


def take_case(camera: Camera) -> None:
    page = camera.page
    page.goto("/admin/reviews/review/?state=disputed")
    camera.open("admin-case", f"{first_record(page).removesuffix('change/')}case/")


def take_hand_over(camera: Camera) -> None:
    page = camera.page
    page.goto("/admin/factcheck/user/?q=reviewer2")
    camera.open("admin-user-hand-over", f"{first_record(page).removesuffix('change/')}do/hand-over/")


def take_changes(camera: Camera) -> None:
    """An article of several versions, and a claim whose words one of them changed."""
    page = camera.page
    for name, address in (
        ("admin-article-versions", "/admin/factcheck/article/?q=Missiles+and+drones+hit+cities"),
        ("admin-claim-drifted", "/admin/factcheck/claim/?q=eight+attack+drones"),
        ("admin-review-history", "/admin/reviews/review/?state=decided"),
    ):
        page.goto(address)
        if record := first_record(page):
            tail = "history/" if name == "admin-review-history" else "change/"
            camera.open(name, f"{record.removesuffix('change/')}{tail}")
