"""What the desk does when the record changes, in the record's own transaction."""

from typing import Any

from django.dispatch import receiver

from factcheck.models import Article, ArticleVersion, Claim, ClaimDrift, TakeDown, User
from factcheck.signals import (
    article_changed,
    article_redacted,
    claim_edited,
    claims_carried,
    claims_stored,
    copies_found,
    user_deactivated,
)
from reviews import handing_over, redaction, reranking, workflow
from reviews.default_desk import default_policy


@receiver(claims_stored, sender=ArticleVersion, dispatch_uid="start reviews")
def start_reviews(claims: list[Claim], **_: Any) -> None:
    """A review of its own for every new claim, on the default desk."""
    workflow.start(claims, policy=default_policy())


@receiver(claims_carried, sender=ArticleVersion, dispatch_uid="follow claims")
def follow_claims(
    version: ArticleVersion, drifted: list[ClaimDrift], gone: list[ClaimDrift], **_: Any
) -> None:
    """Open reviews go on in a new round, decided ones are looked at again, published ones ask an editor; where the words
    are gone they say so. A claim that an engine finds more worth a check than before stands further ahead."""
    workflow.follow_version(version.article, drifted=drifted, gone=gone)


@receiver(claim_edited, sender=Claim, dispatch_uid="follow edits")
def follow_edits(claim: Claim, actor: User, is_substance: bool, **_: Any) -> None:
    """Whoever rules on the claim is told that it says something else."""
    workflow.follow_edit(claim, actor=actor, is_substance=is_substance)


@receiver(article_redacted, sender=Article, dispatch_uid="redact reviews")
def redact_reviews(article: Article, take_down: TakeDown, **_: Any) -> None:
    """The desk's own words about the article go with it."""
    redaction.redact(article, take_down=take_down)


@receiver(copies_found, sender=Article, dispatch_uid="recount demand")
def recount_demand(article_ids: set[int], **_: Any) -> None:
    """A text that many outlets print is one voice."""
    reranking.recount_demand(article_ids)


@receiver(article_changed, sender=Article, dispatch_uid="follow facts")
def follow_facts(article: Article, changed: frozenset[str], **_: Any) -> None:
    """When its reviews are due, whom they may be given to, and how many voices they are told by."""
    workflow.follow_facts(article, facts=changed)


@receiver(user_deactivated, sender=User, dispatch_uid="free leases")
def free_leases(user: User, actor: User, **_: Any) -> None:
    """Nobody waits for whoever has left."""
    handing_over.hand_over(user, to=None, actor=actor)
