"""Routes of the record. Those of claims are the desk's, which knows what was ruled on them."""

from rest_framework.routers import SimpleRouter

from factcheck.api.articles import ArticleViewSet
from factcheck.api.feeds import FeedViewSet
from factcheck.api.me import MeViewSet
from factcheck.api.publishers import PublisherViewSet

router = SimpleRouter()
router.register("articles", ArticleViewSet)
router.register("feeds", FeedViewSet)
router.register("publishers", PublisherViewSet)
router.register("me", MeViewSet, basename="me")

urlpatterns = router.urls
