from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import User
from reviews.models.comment import Comment
from reviews.models.mail import MailDigest
from reviews.models.random_ids import random_id
from reviews.models.review import Review


class Notice(models.Model):
    """Something that one person should know of. It holds no words: what it says is made when it is read.

    One about a comment is there for its recipient only while the comment is: ``reviews.notices.visible_to``.
    """

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("assigned")
        MENTIONED = "mentioned", _("mentioned")
        REPLIED = "replied", _("replied")
        EXPERT = "expert_answered", _("an expert answered")
        SENT_BACK = "sent_back", _("sent back")
        OVERDUE = "overdue", _("overdue")
        WORDS_CHANGED = "words_changed", _("words changed")

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("what"), max_length=16, choices=Kind.choices)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, null=True, related_name="notices")
    actor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text=_("Null: the system.")
    )
    due_at = models.DateTimeField(_("was due"), null=True, help_text=_("Of one that is overdue."))
    created_at = models.DateTimeField(_("when"), auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True)
    digest = models.ForeignKey(
        MailDigest, on_delete=models.SET_NULL, null=True, related_name="notices", verbose_name=_("mail")
    )

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "comment"],
                condition=Q(comment__isnull=False),
                name="notice_one_a_comment",
            ),
            models.UniqueConstraint(
                fields=["recipient", "review", "due_at"],
                condition=Q(kind="overdue"),
                name="notice_overdue_said_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="overdue", due_at__isnull=False)
                | (~Q(kind="overdue") & Q(due_at__isnull=True)),
                name="notice_due_iff_overdue",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notice_newest_first"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.review}"
