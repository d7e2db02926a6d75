"""What the desk does when the record changes, in the record's own transaction."""

from typing import Any

from django.dispatch import receiver

from factcheck.models import Article, ArticleVersion, Claim
from factcheck.signals import article_redacted, claims_stored
from reviews import workflow
from reviews.default_desk import default_policy
from reviews.models import Assignment, Review


@receiver(claims_stored, sender=ArticleVersion, dispatch_uid="start reviews")
def start_reviews(claims: list[Claim], **_: Any) -> None:
    """A review of its own for every new claim, on the default desk."""
    policy = default_policy()
    for claim in claims:
        workflow.start(claim, policy=policy)


@receiver(article_redacted, sender=Article, dispatch_uid="blank reviews")
def blank_reviews(article: Article, **_: Any) -> None:
    """Free text that may quote the article: reasons of its reviews and of their leases."""
    Review.objects.filter(claim__article=article).update(reason="")
    Assignment.objects.filter(review__claim__article=article).update(reason="")
