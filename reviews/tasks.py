"""What Celery runs for the desk."""

from celery import shared_task
from django.utils import timezone

from reviews import reranking, waking


@shared_task
def wake_due_reviews() -> None:
    waking.wake_due(at=timezone.now())


@shared_task
def rerank_open_reviews() -> None:
    """Due dates come nearer, and a desk's weights have changed."""
    reranking.follow_due_dates(at=timezone.now())
    reranking.follow_policies()
