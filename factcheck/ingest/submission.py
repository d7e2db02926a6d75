"""What somebody posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from factcheck.characters import check_characters
from factcheck.errors import FieldError, InvalidInput
from factcheck.models import Article, Publisher


@dataclass(frozen=True)
class Submission:
    """An article as it came: its words, or with an address, a page or a file what the sender says of it.

    Empty means that the sender does not say. Text is normalised when it is stored.
    """

    text: str = ""
    blocks: Sequence[tuple[str, str]] = ()  #: (id, text) in order, instead of ``text``
    title: str = ""
    author: str = ""
    published_at: datetime | None = None
    publisher: Publisher | None = None
    url: str = ""
    external_id: str = ""
    genre: str = ""
    stage: str = Article.Stage.PUBLISHED
    deadline: datetime | None = None

    def check_address(self) -> None:
        """Raises InvalidInput where the address is none that a reader could open. It may be one inside the network."""
        try:
            parts = urlsplit(self.url)
            is_one = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            is_one = False
        if self.url and not is_one:
            detail = (
                "An address begins with https:// or http://, and a host. Leave it out where there is none."
            )
            raise InvalidInput(detail, errors=[FieldError("url", "invalid", detail)])

    def check_characters(self) -> None:
        """Raises InvalidInput where a field holds what no row can hold."""
        for name in ("title", "author", "text", "url", "external_id"):
            check_characters(getattr(self, name), field_name=name)
        for block_id, block_text in self.blocks:
            check_characters(block_id, field_name="blocks")
            check_characters(block_text, field_name="blocks")

    def as_given(self) -> dict[str, Any]:
        """What the sender says of the words to come, for an arrival's ``given``."""
        said = {"title": self.title, "author": self.author, "genre": self.genre}
        if self.published_at:
            said["published_at"] = self.published_at.isoformat()
        return {name: value for name, value in said.items() if value}
