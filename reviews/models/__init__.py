"""The desk: what is under review, who has it, and what was ruled."""

from reviews.models.assignment import Assignment
from reviews.models.comment import Comment, CommentRevision, CommentWithdrawal
from reviews.models.conflict import ConflictOfInterest
from reviews.models.disclosure import Disclosure
from reviews.models.draft import Draft
from reviews.models.drift import ReviewDrift
from reviews.models.editor_task import EditorTask
from reviews.models.evidence import Evidence
from reviews.models.evidence_file import EvidenceFile
from reviews.models.expert_link import ExpertLink
from reviews.models.fact_check import FactCheck, FactCheckRevision
from reviews.models.mail import MailDigest, MailPreference
from reviews.models.notice import Notice
from reviews.models.outcome import Outcome
from reviews.models.page_reading import PageReading
from reviews.models.policy import Policy
from reviews.models.queue_mark import QueueMark
from reviews.models.review import Review, Sighting
from reviews.models.scale import Rating, RatingScale
from reviews.models.verdict import Verdict, VerdictRetraction

__all__ = [
    "Assignment",
    "Comment",
    "CommentRevision",
    "CommentWithdrawal",
    "ConflictOfInterest",
    "Disclosure",
    "Draft",
    "EditorTask",
    "Evidence",
    "EvidenceFile",
    "ExpertLink",
    "FactCheck",
    "FactCheckRevision",
    "MailDigest",
    "MailPreference",
    "Notice",
    "Outcome",
    "PageReading",
    "Policy",
    "QueueMark",
    "Rating",
    "RatingScale",
    "Review",
    "ReviewDrift",
    "Sighting",
    "Verdict",
    "VerdictRetraction",
]
