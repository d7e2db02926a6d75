"""Routes of the desk."""

from django.urls import re_path
from rest_framework.routers import SimpleRouter

from reviews.api.agreement import AgreementViewSet
from reviews.api.assignments import AssignmentViewSet
from reviews.api.comments import CommentViewSet, ReviewCommentViewSet
from reviews.api.conflicts import ConflictViewSet
from reviews.api.evidence import EvidenceViewSet
from reviews.api.evidence_files import EvidenceFileViewSet
from reviews.api.expert_links import ExpertLinkViewSet
from reviews.api.notices import NoticeViewSet
from reviews.api.page_readings import PageReadingViewSet
from reviews.api.past import ClaimViewSet, DossierViewSet
from reviews.api.presence import PresenceViewSet
from reviews.api.preview import PreviewViewSet
from reviews.api.queue import QueueViewSet
from reviews.api.reviews import ReviewViewSet
from reviews.api.scales import RatingScaleViewSet
from reviews.api.verdicts import VerdictViewSet

router = SimpleRouter()
# A reviewer asks these all day, and routes are tried one after the other.
router.register("queue/preview", PreviewViewSet, basename="queue-preview")
router.register("queue", QueueViewSet, basename="queue")
router.register("assignments", AssignmentViewSet)
router.register("claims", ClaimViewSet)
router.register("reviews", ReviewViewSet)
router.register(r"reviews/(?P<review>\d{1,18})/comments", ReviewCommentViewSet, basename="review-comments")
router.register(r"reviews/(?P<review>\d{1,18})/expert-links", ExpertLinkViewSet, basename="expert-links")
router.register("comments", CommentViewSet)
router.register("notices", NoticeViewSet)
router.register("presence", PresenceViewSet, basename="presence")
router.register("me/conflicts", ConflictViewSet, basename="conflict")
router.register("verdicts", VerdictViewSet)
router.register("evidence/attachments", EvidenceFileViewSet)
router.register("evidence/fetch", PageReadingViewSet)
router.register("evidence", EvidenceViewSet)
router.register("agreement", AgreementViewSet, basename="agreement")
router.register("rating-scales", RatingScaleViewSet)

urlpatterns = [
    *router.urls,
    re_path(
        r"^reviews/(?P<pk>\d{1,18})/dossier.zip$", DossierViewSet.as_view({"get": "dossier"}), name="dossier"
    ),
]
