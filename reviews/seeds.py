"""The demo newsroom, read from ``seeds/``. Safe to load again: what is there already is left alone."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from factcheck import ingest, tokens
from factcheck.digests import sha256_hex
from factcheck.models import ApiToken, ArticleVersion, Desk, Newsroom, Publisher, User
from factcheck.roles import ROLES, STAFF_SCOPES, create_groups, scopes_of
from reviews.default_desk import load_scales
from reviews.models import Policy, RatingScale

#: Posts the seed articles and owns the demo token.
INTEGRATION = "integration"


@dataclass(frozen=True)
class SeedArticle:
    """Front matter and text of one file."""

    front: dict[str, Any]
    text: str


@transaction.atomic
def load_newsroom(folder: Path, *, password: str) -> None:
    """Newsroom, desk, policy, scales, publishers and users.

    Users that exist keep everything but a password other than ``password``; empty: nobody can sign in.
    """
    create_groups()
    load_scales(folder / "rating_scales.toml")
    _load_desks(_read(folder / "newsroom.toml"))
    for row in _read(folder / "publishers.toml")["publishers"]:
        Publisher.objects.get_or_create(slug=row["slug"], defaults=row)
    rows = _read(folder / "users.toml")["users"]
    # One slow hash instead of one a user, at every start: they were all set together.
    first = User.objects.filter(username=rows[0]["username"]).first()
    is_set = bool(password and first and first.check_password(password))
    for row in rows:
        _load_user(row, password=password, is_set=is_set)


def load_token(secret: str) -> ApiToken | None:
    """The demo token with all scopes of ``integration``; None where ``secret`` is empty."""
    if not secret:
        return None
    known = ApiToken.objects.filter(digest=sha256_hex(secret)).first()
    if known:
        return known
    token, _ = tokens.create_token(User.objects.get(username=INTEGRATION), name="demo", secret=secret)
    return token


def load_articles(folder: Path) -> int:
    """Post the seed articles that are not there yet, in order of their versions; how many were posted."""
    owner = User.objects.get(username=INTEGRATION)
    posted = 0
    for article in _articles(folder / "articles"):
        front = article.front
        external_id = f"{front['publisher']}/{front['external_id']}"
        known = ArticleVersion.objects.filter(
            article__owner=owner, article__external_id=external_id, number__gte=front.get("version", 1)
        )
        if known.exists():
            continue
        submission = ingest.Submission(
            text=article.text,
            title=front["title"],
            author=front.get("author", ""),
            published_at=front["published_at"],
            publisher=Publisher.objects.get(slug=front["publisher"]),
            url=front["url"],
            external_id=external_id,
            genre=front["genre"],
        )
        ingest.store(submission, owner=owner)
        posted += 1
    return posted


def _articles(folder: Path) -> Iterator[SeedArticle]:
    """Sorted by name, so that a first version comes before its second."""
    for path in sorted(folder.glob("*.md")):
        _, front, text = path.read_text(encoding="utf-8").split("+++\n", 2)
        yield SeedArticle(front=tomllib.loads(front), text=text.strip())


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _load_desks(rows: dict[str, Any]) -> None:
    newsroom, _ = Newsroom.objects.get_or_create(pk=1, defaults=rows["newsroom"])
    scale = RatingScale.objects.get(is_default=True)
    has_default = Desk.objects.filter(is_default=True).exists()
    for position, row in enumerate(rows["desks"]):
        policy = row.pop("policy", {})
        defaults = {**row, "newsroom": newsroom, "is_default": position == 0 and not has_default}
        desk, _ = Desk.objects.get_or_create(slug=row["slug"], defaults=defaults)
        Policy.objects.get_or_create(desk=desk, defaults={"scale": scale, **policy})


def _load_user(row: dict[str, Any], *, password: str, is_set: bool) -> None:
    role = row.pop("role")
    row |= {"is_staff": bool(scopes_of([role]) & STAFF_SCOPES), "is_superuser": role == "administrator"}
    user, is_new = User.objects.get_or_create(username=row["username"], defaults=row)
    if is_new:
        # The demo's machine account has every role, so that its one token can try the whole API.
        roles = ROLES if role == "integration" else [role]
        user.groups.set(Group.objects.filter(name__in=roles))
        Desk.objects.get(is_default=True).members.add(user)
    # A machine's account signs in with its token only.
    wanted = "" if role == "integration" else password
    if not wanted:
        if is_new:
            user.set_unusable_password()
            user.save(update_fields=["password"])
    elif is_new or not is_set:
        user.set_password(wanted)
        user.save(update_fields=["password"])
