"""The record: what came in, what was found in it, and what happened to it."""

from factcheck.models.arrival import Arrival
from factcheck.models.article import Article, ArticleVersion
from factcheck.models.blob import Blob
from factcheck.models.claim import Claim, ClaimAnchor
from factcheck.models.claim_past import ClaimPast
from factcheck.models.drift import ClaimDrift
from factcheck.models.event import Event, FeedHead, HistorySeal, Payload
from factcheck.models.feed import Feed
from factcheck.models.feed_document import FeedDocument
from factcheck.models.feed_entry import FeedEntry
from factcheck.models.idempotency import IdempotencyRecord
from factcheck.models.identifier import ArticleIdentifier
from factcheck.models.language_model import LanguageModelCall
from factcheck.models.likeness import ArticleLikeness, VersionSignature
from factcheck.models.newsroom import Desk, Newsroom
from factcheck.models.pipeline import PipelineRun
from factcheck.models.publisher import Publisher
from factcheck.models.takedown import TakeDown
from factcheck.models.token import ApiToken
from factcheck.models.user import User

__all__ = [
    "ApiToken",
    "Arrival",
    "Article",
    "ArticleIdentifier",
    "ArticleLikeness",
    "ArticleVersion",
    "Blob",
    "Claim",
    "ClaimAnchor",
    "ClaimDrift",
    "ClaimPast",
    "Desk",
    "Event",
    "Feed",
    "FeedDocument",
    "FeedEntry",
    "FeedHead",
    "HistorySeal",
    "IdempotencyRecord",
    "LanguageModelCall",
    "Newsroom",
    "Payload",
    "PipelineRun",
    "Publisher",
    "TakeDown",
    "User",
    "VersionSignature",
]
