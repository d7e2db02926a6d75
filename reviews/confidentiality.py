"""Which evidence somebody is shown: of the verdicts that they may see, without what is confidential from them.

The one door to evidence. API, admin and whatever is packed for somebody go through it.
"""

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from factcheck.models import User
from reviews import verdicts
from reviews.models import Evidence, Verdict


def visible_to(user: User, *, at: datetime) -> QuerySet[Evidence]:
    """Every piece that ``user`` may read at ``at``."""
    seen = verdicts.visible_to(user, at=at).order_by().values("pk")
    return Evidence.objects.readable_by(user).filter(verdict__in=seen).select_related("payload", "verdict")


def with_evidence(shown: QuerySet[Verdict], user: User) -> QuerySet[Verdict]:
    """``shown``, each with ``evidence_shown``: those of its pieces that ``user`` may read.

    Whoever forgets it has no such attribute to show, rather than everything.
    """
    readable = Evidence.objects.readable_by(user).select_related("payload")
    return shown.prefetch_related(Prefetch("evidence", queryset=readable, to_attr="evidence_shown"))  # type: ignore[no-redef]
