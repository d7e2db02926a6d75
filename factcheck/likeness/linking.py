"""Find the articles whose text is nearly that of a version, and link them."""

from collections.abc import Sequence

from django.db import connection, transaction

from factcheck.likeness.signatures import LEAST_LIKENESS, bands_of, likeness, shingles_of
from factcheck.models import Article, ArticleLikeness, ArticleVersion, VersionSignature
from factcheck.signals import copies_found

#: Articles whose texts are compared: those with the most keys in common.
_MOST_CANDIDATES = 50


def link_likenesses(version: ArticleVersion) -> list[ArticleLikeness]:
    """Link the article of ``version`` with those of which it is a near copy; the links, most alike first.

    Safe to repeat, and for copies that come at the same moment: each stores its keys in a transaction of its own before
    it looks for others, so that of two the later one sees the earlier. Not to be called in a transaction.
    """
    shingles = shingles_of(version.text)
    if not _store_signature(version, bands_of(shingles)):
        return []
    found = {
        candidate: score
        for candidate in _candidates(version)
        if (score := likeness(shingles, shingles_of(candidate.text))) >= LEAST_LIKENESS
    }
    return _store_links(version, found) if found else []


@transaction.atomic(durable=True)
def _store_signature(version: ArticleVersion, bands: Sequence[int]) -> bool:
    """Keep the keys of ``version``; False where it has none, or was taken down meanwhile."""
    article = Article.objects.select_for_update(no_key=True).get(pk=version.article_id)
    if article.redacted_at or not bands:
        VersionSignature.objects.filter(version=version).delete()
        return False
    VersionSignature.objects.update_or_create(version=version, defaults={"bands": list(bands)})
    return True


def _candidates(version: ArticleVersion) -> list[ArticleVersion]:
    """Versions of other articles with at least one key in common, one of each, most in common first. Served by the index."""
    pks = list(candidate_ids(version))
    versions = ArticleVersion.objects.in_bulk(pks)
    return [versions[pk] for pk in pks if pk in versions]


#: ``&&`` on the array is what the GIN index answers; how many keys are common is counted on those rows alone. Of an
#: article the version with most of them, so that one that changed fifty times does not take the others' places.
CANDIDATES_SQL = """
    SELECT best.version_id
    FROM (
        SELECT DISTINCT ON (article_id) found.version_id,
            cardinality(ARRAY(SELECT unnest(found.bands) INTERSECT SELECT unnest(ours.bands))) AS common
        FROM factcheck_versionsignature AS ours
        JOIN factcheck_versionsignature AS found ON found.bands && ours.bands
        JOIN factcheck_articleversion AS version ON version.id = found.version_id
        WHERE ours.version_id = %s AND version.article_id <> %s
        ORDER BY article_id, common DESC, found.version_id DESC
    ) AS best
    ORDER BY best.common DESC, best.version_id DESC
    LIMIT %s
"""


def candidate_ids(version: ArticleVersion) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES_SQL, [version.pk, version.article_id, _MOST_CANDIDATES])
        return [pk for (pk,) in cursor.fetchall()]


@transaction.atomic
def _store_links(version: ArticleVersion, found: dict[ArticleVersion, float]) -> list[ArticleLikeness]:
    ids = {version.article_id, *(other.article_id for other in found)}
    articles = Article.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    standing = {article.pk for article in articles if not article.redacted_at}
    best: dict[int, float] = {}
    for other, score in found.items():
        if {version.article_id, other.article_id} <= standing:
            best[other.article_id] = max(score, best.get(other.article_id, 0.0))
    links = []
    for other_id, score in sorted(best.items(), key=lambda item: (-item[1], item[0])):
        first, second = sorted((version.article_id, other_id))
        link, _ = ArticleLikeness.objects.select_for_update(no_key=True).get_or_create(
            first_id=first, second_id=second, defaults={"score": score}
        )
        if link.score < score:  # the versions that were most alike are those that count
            link.score = score
            link.save(update_fields=["score"])
        links.append(link)
    if links:
        copies_found.send(sender=Article, article_ids={version.article_id, *best})
    return links
