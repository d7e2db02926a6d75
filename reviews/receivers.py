"""What the desk does when the record changes, in the record's own transaction."""

from typing import Any

from django.dispatch import receiver

from factcheck.errors import LegalHold
from factcheck.models import Article, ArticleVersion, Claim, TakeDown
from factcheck.signals import article_redacted, claims_stored
from reviews import workflow
from reviews.default_desk import default_policy
from reviews.models import Assignment, FactCheck, Review


@receiver(claims_stored, sender=ArticleVersion, dispatch_uid="start reviews")
def start_reviews(claims: list[Claim], **_: Any) -> None:
    """A review of its own for every new claim, on the default desk."""
    workflow.start(claims, policy=default_policy())


@receiver(article_redacted, sender=Article, dispatch_uid="blank reviews")
def blank_reviews(article: Article, take_down: TakeDown, **_: Any) -> None:
    """Blank free text that may quote the article, and take its reviews from the queue.

    Locks reviews and fact checks first, so that whoever is writing to one has ended.
    """
    reviews = list(
        Review.objects.select_for_update(no_key=True, of=("self",))
        .filter(claim__article=article)
        .order_by("pk")
    )
    list(
        FactCheck.objects.select_for_update(no_key=True, of=("self",))
        .filter(review__in=reviews)
        .order_by("pk")
    )
    if any(review.legal_hold for review in reviews):
        raise LegalHold("Lift the legal hold of the article's reviews first.")
    Review.objects.filter(pk__in=[review.pk for review in reviews]).update(reason="")
    Assignment.objects.filter(review__in=reviews).update(reason="")
    for review in reviews:
        if review.state == Review.State.OPEN:
            workflow.hold(review.pk, actor=None, reason=f"The article was taken down ({take_down}).")
