"""The near copies of an article, for whoever asks about it; and forgetting them."""

from dataclasses import dataclass

from django.db.models import Q

from factcheck.headlines import with_headline
from factcheck.models import Article, ArticleLikeness, VersionSignature


@dataclass(frozen=True)
class Copy:
    """Another article with nearly the same words, and how much of their words both have, in [0, 1]."""

    article: Article
    score: float


def near_copies_of(article: Article) -> list[Copy]:
    """Most alike first. A draft shows nowhere but on itself: nobody else counts with it."""
    scores = {
        link.second_id if link.first_id == article.pk else link.first_id: link.score
        for link in ArticleLikeness.objects.filter(Q(first=article) | Q(second=article))
    }
    published = Article.objects.filter(pk__in=scores, stage=Article.Stage.PUBLISHED)
    others = with_headline(published, article="pk").select_related("publisher")
    return sorted(
        (Copy(other, scores[other.pk]) for other in others), key=lambda copy: (-copy.score, copy.article.pk)
    )


def forget(article: Article) -> None:
    """Delete what was kept of its words, and its links. Part of a take-down, in its transaction."""
    VersionSignature.objects.filter(version__article=article).delete()
    ArticleLikeness.objects.filter(Q(first=article) | Q(second=article)).delete()
