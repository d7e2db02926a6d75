"""What Celery runs for the desk."""

from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from reviews import attachments, drafts, mail, notices, page_readings, reranking, waking


@shared_task
def wake_due_reviews() -> None:
    waking.wake_due(at=timezone.now())


@shared_task
def rerank_open_reviews() -> None:
    """Due dates come nearer, and a desk's weights have changed."""
    reranking.follow_due_dates(at=timezone.now())
    reranking.follow_policies()


@shared_task(
    soft_time_limit=70,  # a fetch, the wait for a turn and the reading
    time_limit=80,
    expires=page_readings.PATIENCE.total_seconds(),
)
def read_page(reading_id: str) -> None:
    page_readings.read(UUID(reading_id))


@shared_task
def drop_unused_evidence() -> None:
    now = timezone.now()
    page_readings.drop_old(at=now)
    while attachments.drop_old(at=now):
        pass


@shared_task
def tell_overdue() -> None:
    notices.tell_overdue(at=timezone.now())


@shared_task
def send_mails() -> None:
    if settings.SENDS_MAIL:
        mail.gather(at=timezone.now())
        mail.send_due(at=timezone.now())


@shared_task
def forget_old_drafts() -> None:
    drafts.forget_old(at=timezone.now())
