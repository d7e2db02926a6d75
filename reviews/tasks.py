"""What Celery runs for the desk."""

from celery import shared_task
from django.utils import timezone

from reviews import waking


@shared_task
def wake_due_reviews() -> None:
    waking.wake_due(at=timezone.now())
