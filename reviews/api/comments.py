"""Comments over the API: read and written under their review, changed under their own address."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.idempotent import idempotent
from factcheck.api.input import Input, Text
from factcheck.api.pagination import OldestFirst
from factcheck.api.permissions import caller
from reviews import comment_sight, comments
from reviews.models import Comment, Review


class CommentSerializer(serializers.ModelSerializer):
    """One comment. Without words where it was taken back, or where an article's take-down took them."""

    author = serializers.CharField(
        source="author.username", default=None, allow_null=True, help_text="Null: an expert from outside."
    )
    author_name = serializers.SerializerMethodField()
    affiliation = serializers.SerializerMethodField(help_text="An expert's, as they gave it.")
    text = serializers.SerializerMethodField()
    mentions = serializers.SerializerMethodField(help_text="Usernames.")
    is_redacted = serializers.SerializerMethodField()
    is_mine = serializers.SerializerMethodField()
    withdrawn_at = serializers.DateTimeField(source="withdrawal.created_at", default=None, allow_null=True)
    edited_at = serializers.SerializerMethodField()
    permalink = serializers.SerializerMethodField(help_text="Where the desk shows it.")

    class Meta:
        model = Comment
        fields = [
            "id",
            "review",
            "round",
            "kind",
            "thread",
            "author",
            "author_name",
            "affiliation",
            "text",
            "mentions",
            "is_redacted",
            "is_mine",
            "created_at",
            "edited_at",
            "withdrawn_at",
            "permalink",
        ]
        read_only_fields = fields

    def to_representation(self, comment: Comment) -> dict[str, Any]:
        self._newest = comment_sight.newest(comment)
        self._is_shown = not hasattr(comment, "withdrawal")
        self._words = self._newest.words
        return super().to_representation(comment)

    def get_author_name(self, comment: Comment) -> str:
        return str(comment.author) if comment.author else self._words["name"]

    def get_affiliation(self, comment: Comment) -> str:
        return self._words["affiliation"]

    def get_text(self, comment: Comment) -> str | None:
        return self._words["text"] if self._is_shown else None

    def get_mentions(self, comment: Comment) -> list[str]:
        return self._words["mentions"] if self._is_shown else []

    def get_is_redacted(self, comment: Comment) -> bool:
        return self._newest.payload.redacted_at is not None

    def get_is_mine(self, comment: Comment) -> bool:
        return comment.author_id == caller(self.context["request"]).pk

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_edited_at(self, comment: Comment) -> Any:
        if self._newest.number == 1:
            return None
        return serializers.DateTimeField().to_representation(self._newest.created_at)

    def get_permalink(self, comment: Comment) -> str:
        return permalink(comment)


def permalink(comment: Comment) -> str:
    return f"/desk/reviews/{comment.review_id}/#comment-{comment.pk}"


class TextInput(Input):
    text = Text(max_length=comments.MOST_CHARACTERS)


class CommentInput(TextInput):
    reply_to = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=2**53,
        help_text="Any comment of a thread; threads are one level deep.",
    )


class _Comments(viewsets.GenericViewSet):
    queryset = Comment.objects.none()
    serializer_class = CommentSerializer
    pagination_class = OldestFirst

    def get_queryset(self) -> QuerySet[Comment]:
        if getattr(self, "swagger_fake_view", False):
            return Comment.objects.none()
        return comment_sight.with_words(comment_sight.visible_to(caller(self.request), at=timezone.now()))

    def _answer(self, comment: Comment, **options: Any) -> Response:
        fresh = self.get_queryset().get(pk=comment.pk)
        self.quoted_article_ids = comment_sight.newest(fresh).payload.article_ids
        return Response(self.get_serializer(fresh).data, **options)


class ReviewCommentViewSet(mixins.ListModelMixin, _Comments):
    """The comments of a review that the caller may see, oldest first. Nothing here tells of one they may not."""

    scopes = {"list": "reviews:read", "create": "reviews:comment"}

    def get_queryset(self) -> QuerySet[Comment]:
        if getattr(self, "swagger_fake_view", False):
            return Comment.objects.none()
        return super().get_queryset().filter(review=self._review())

    def _review(self) -> Review:
        return get_object_or_404(Review, pk=self.kwargs["review"])

    @extend_schema(request=CommentInput, responses={201: CommentSerializer})
    @idempotent
    def create(self, request: Request, review: str) -> Response:
        """Say something. @username calls somebody who may see reviews."""
        found = self._review()
        body = CommentInput(data=request.data)
        body.is_valid(raise_exception=True)
        comment = comments.write(found.pk, author=caller(request), **body.validated_data)
        headers = {"Location": f"/api/v1/comments/{comment.pk}/"}
        return self._answer(comment, status=status.HTTP_201_CREATED, headers=headers)


class CommentViewSet(mixins.RetrieveModelMixin, _Comments):
    lookup_value_regex = r"\d{1,16}"
    scopes = {
        "retrieve": "reviews:read",
        "partial_update": "reviews:comment",
        "withdraw": "reviews:comment",
    }

    @extend_schema(request=TextInput, responses=CommentSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Word one's own comment anew. The earlier wording stays in the history."""
        comment = self.get_object()
        body = TextInput(data=request.data)
        body.is_valid(raise_exception=True)
        return self._answer(comments.edit(comment.pk, author=caller(request), **body.validated_data))

    @extend_schema(request=None, responses=CommentSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take one's own comment back. Its place stays, without words."""
        return self._answer(comments.withdraw(self.get_object().pk, author=caller(request)))
