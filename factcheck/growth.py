"""How much of a version is its predecessor, word for word: what was read there need not be read again."""

from factcheck.models import Article, ArticleVersion

#: What is read while it is still being said.
GROWING = frozenset({Article.Genre.TRANSCRIPT, Article.Genre.LIVE})


def length_read_before(version: ArticleVersion, *, by: str) -> int:
    """Code points at the head of the text that are all of the version before, as read by the engine ``by``.

    0 where that version has other words, or was not read by it, and in articles that do not grow: an outlet that
    publishes the same words again may mean another day by them.
    """
    if version.article.genre not in GROWING:
        return 0
    before = version.article.versions.filter(number__lt=version.number).order_by("-number").first()
    if before is None or before.redacted_at or before.engine_version != by or not before.text:
        return 0
    has_grown = before.title == version.title and version.text.startswith(before.text)
    return len(before.text) if has_grown else 0
