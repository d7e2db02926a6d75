"""What is said about a review, in the admin: read and added here, answered at the desk."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from factcheck.admin.acts import Act, ActForm
from factcheck.models import User
from reviews import comment_sight, comments, presence
from reviews.models import Review


class CommentForm(ActForm):
    text = forms.CharField(
        label=_("Comment"),
        max_length=comments.MOST_CHARACTERS,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text=_(
            "@username calls somebody. Who rules blind on the review reads colleagues' comments afterwards."
        ),
    )


def _write(review_id: int, *, actor: User, text: str) -> object:
    return comments.write(review_id, author=actor, text=text)


COMMENT = Act(
    "comment", _("Comment"), _("commented on"), "reviews:comment", _write, lambda review: True, CommentForm
)


def comments_for(user: User, review: Review, *, at: datetime) -> list[dict[str, Any]]:
    """Those that ``user`` may see, oldest first, each with the wording that counts."""
    seen = comment_sight.with_words(comment_sight.visible_to(user, at=at).filter(review=review))
    return [
        {
            "comment": comment,
            "wording": wording,
            "who": comment.author or wording.words["name"],
            "is_withdrawn": hasattr(comment, "withdrawal"),
        }
        for comment in seen.order_by("created_at", "pk")[:200]
        for wording in [comment_sight.newest(comment)]
    ]


def others_looking(user: User, review: Review, *, at: datetime) -> list[dict[str, str]]:
    """Who else looks now, by initials. Opening the page says that ``user`` does."""
    presence.note(user, review)
    others = presence.others_seen_by(user, review, at=at)
    return [{"name": str(other), "initials": presence.initials(other)} for other in others]
