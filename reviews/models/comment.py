from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import Payload, User
from factcheck.models.append_only import append_only
from reviews.models.random_ids import random_id
from reviews.models.review import Review


class Comment(models.Model):
    """What somebody says about a review, or answers there. Who reads it when: ``reviews.comments.visible_to``.

    Never changed, never deleted: an edit is another ``CommentRevision``, taking it back a ``CommentWithdrawal``.
    Threads are one level deep: ``thread`` is the comment that began it, null for that one itself.
    """

    class Kind(models.TextChoices):
        REMARK = "remark", _("remark")
        EXPERT = "expert", _("an expert's answer")

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="comments")
    round = models.PositiveIntegerField(_("round"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.REMARK)
    author = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="comments",
        help_text=_("Null: somebody from outside, whose name is in the words."),
    )
    thread = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    #: When they wrote it they ruled in this round, or might have come to. Kept, because roles and policies change.
    author_might_rule = models.BooleanField()
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="expert", author__isnull=True) | Q(kind="remark", author__isnull=False),
                name="comment_unsigned_iff_an_experts",
            ),
            models.CheckConstraint(condition=~Q(thread=models.F("id")), name="comment_not_its_own_reply"),
        ]
        indexes = [models.Index(fields=["review", "created_at", "id"], name="comment_in_order")]
        triggers = append_only("comment")

    def __str__(self) -> str:
        return f"{self.author or self.get_kind_display()}: {self.review}"


class CommentRevision(models.Model):
    """The words of a comment from one moment on; the newest count."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    payload = models.OneToOneField(Payload, on_delete=models.PROTECT, related_name="comment_revision")
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="comment_revision_number_once")
        ]
        triggers = append_only("comment revision")

    def __str__(self) -> str:
        return f"{self.comment_id} r{self.number}"

    @property
    def words(self) -> dict[str, Any]:
        """{text, mentions, name, affiliation}; text None and the rest empty once they are redacted."""
        content = self.payload.content or {}
        return {"text": None, "mentions": [], "name": "", "affiliation": ""} | content


class CommentWithdrawal(models.Model):
    """A comment that its author took back. It stands in its place, without words."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="withdrawal")
    created_at = models.DateTimeField(_("taken back at"), auto_now_add=True)

    class Meta:
        verbose_name = _("withdrawn comment")
        verbose_name_plural = _("withdrawn comments")
        triggers = append_only("comment withdrawal")

    def __str__(self) -> str:
        return str(self.comment)
