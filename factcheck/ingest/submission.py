"""What somebody posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from factcheck.models import Article, Publisher


@dataclass(frozen=True)
class Submission:
    """What somebody posts. Text as it came; ``store`` normalises it."""

    text: str = ""
    blocks: Sequence[tuple[str, str]] = ()  #: (id, text) in order, instead of ``text``
    title: str = ""
    author: str = ""
    published_at: datetime | None = None
    publisher: Publisher | None = None
    url: str = ""
    external_id: str = ""
    genre: str = Article.Genre.NEWS
    stage: str = Article.Stage.PUBLISHED
    deadline: datetime | None = None
