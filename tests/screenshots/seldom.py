"""What a desk shows seldom: rules that were set aside, an outcome that was taken over, too few who may rule."""

import json

from tests.browser.newsroom import Newsroom
from tests.screenshots.camera import Camera
from tests.stack import Stack

BRIDGES = (
    "Harbour engineer Ines Okafor said on Monday that 14 bridges were closed. "
    "The insurer Halden said on Tuesday that it will pay for 19 barges. "
    "The ferry office of Norwick said on Tuesday that 23 ferries stopped. "
    "The power company Linden said on Monday that 47 villages were dark."
)
#: In the administration and on the desk; of a shortage only the administration tells.
REVIEWS = ("set-aside", "taken-over", "own-work", "shortage")


def take_seldom(camera: Camera, desk: Stack) -> None:
    """As an administrator, who triages and reviews."""
    if not camera.wants(
        "admin-check-set-aside",
        *(f"{place}-review-{name}" for place in ("admin", "desk") for name in REVIEWS),
    ):
        return  # fmt: skip
    article = Newsroom(desk).post({"text": BRIDGES, "external_id": "seldom"})
    made = desk.manage(
        "shell", "-c", f"from tests.screenshots.seldom_states import show; show({article})"
    ).splitlines()[-1]
    numbers = json.loads(made)
    for name in REVIEWS:
        camera.open(f"admin-review-{name}", f"/admin/reviews/review/{numbers[name]}/change/")
        camera.open(f"desk-review-{name}", f"/desk/reviews/{numbers[name]}/")
    camera.open("admin-check-set-aside", f"/admin/reviews/factcheck/{numbers['check']}/change/")
