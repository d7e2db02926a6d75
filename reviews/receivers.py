"""What the desk does when the record changes, in the record's own transaction."""

from typing import Any

from django.dispatch import receiver

from factcheck.models import Article, ArticleVersion, Claim, TakeDown
from factcheck.signals import article_redacted, claims_stored
from reviews import redaction, workflow
from reviews.default_desk import default_policy


@receiver(claims_stored, sender=ArticleVersion, dispatch_uid="start reviews")
def start_reviews(claims: list[Claim], **_: Any) -> None:
    """A review of its own for every new claim, on the default desk."""
    workflow.start(claims, policy=default_policy())


@receiver(article_redacted, sender=Article, dispatch_uid="redact reviews")
def redact_reviews(article: Article, take_down: TakeDown, **_: Any) -> None:
    """The desk's own words about the article go with it."""
    redaction.redact(article, take_down=take_down)
