"""What becomes known of an article beside its words holds for the reviews of its claims."""

from django.db.models import Q

from factcheck import history
from factcheck.models import Article
from reviews import reranking
from reviews.freeing import free_where_in_conflict
from reviews.models import Review
from reviews.workflow.moving import changed, lock_all, lock_found


def follow_facts(article: Article, *, facts: frozenset[str]) -> None:
    """``facts``: the names of what changed. Reviews without a due date get the article's deadline; who has declared a
    conflict with its publisher gives its reviews back; demand is counted again where it has a publisher, or readers, now.

    In any state: to leave out what has only just settled would tell that it has, and what rests may come back.
    """
    if not facts & {"deadline", "publisher", "stage"}:
        return
    reviews = _lock_reviews_of(article)
    if "deadline" in facts:
        due = [
            review for review in reviews if review.claim.article_id == article.pk and review.due_at is None
        ]
        for review in due:
            _give_deadline(review, article)
        reranking.rank_again([review.pk for review in due])
    if "publisher" in facts:
        for review in reviews:
            free_where_in_conflict(review)
    if facts & {"publisher", "stage"}:
        reranking.recount_demand({article.pk})


def _lock_reviews_of(article: Article) -> list[Review]:
    led, sighted = Q(claim__article=article), Q(sightings__claim__article=article)
    concerned = Review.objects.filter(led | sighted).values_list("pk", flat=True).distinct()

    def attempt() -> list[Review] | None:
        reviews = lock_all(*concerned)
        return list(reviews.values()) if reviews.keys() >= set(concerned) else None

    return lock_found(attempt)


def _give_deadline(review: Review, article: Article) -> None:
    review.due_at = article.deadline
    review.save(update_fields=["due_at"])
    history.record(
        review,
        "review.deadline_named",
        actor=None,
        details=changed(review),
        is_consequence=True,
    )
