"""The desk that takes what no rule sends elsewhere, made on first need, and the scales it starts with."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from factcheck.models import Desk, Newsroom
from reviews.models import Policy, Rating, RatingScale


def default_policy() -> Policy:
    """The default desk's policy. A newsroom that has set up nothing gets one desk with the default scale."""
    policy = _default_policies().first()
    return policy if policy is not None else _set_up()


def the_newsroom() -> Newsroom:
    """The one row, made without a name worth reading where nobody has named it yet."""
    newsroom, _ = Newsroom.objects.get_or_create(pk=1, defaults={"name": "Newsroom"})
    return newsroom


@transaction.atomic
def _set_up() -> Policy:
    # Workers that come first at once wait here for the one that makes the newsroom.
    newsroom = the_newsroom()
    Newsroom.objects.select_for_update(no_key=True).get(pk=newsroom.pk)
    if policy := _default_policies().first():
        return policy
    load_scales(settings.BASE_DIR / "seeds" / "rating_scales.toml")
    desk, _ = Desk.objects.get_or_create(
        is_default=True, defaults={"newsroom": newsroom, "name": "Claim desk", "slug": "claims"}
    )
    return Policy.objects.create(desk=desk, scale=RatingScale.objects.get(is_default=True))


def load_scales(path: Path) -> None:
    """Add the scales of a TOML file that are not there yet. The first default stays the default."""
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["scales"]
    has_default = RatingScale.objects.filter(is_default=True).exists()
    for row in rows:
        ratings = row.pop("ratings")
        row["is_default"] = row.pop("default", False) and not has_default
        scale, is_new = RatingScale.objects.get_or_create(
            key=row["key"], version=row["version"], defaults=row
        )
        if is_new:
            Rating.objects.bulk_create(
                Rating(scale=scale, position=position, **rating) for position, rating in enumerate(ratings, 1)
            )


def _default_policies() -> QuerySet[Policy]:
    return Policy.objects.select_related("desk", "scale").filter(desk__is_default=True)
