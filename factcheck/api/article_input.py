"""An article as it is posted."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from rest_framework import serializers

from factcheck import ingest
from factcheck.api.input import Input, Text
from factcheck.api.moments import Moment
from factcheck.models import Article, Publisher

#: What an article may come as; beside all but a file its address may stand.
_WAYS = ("text", "blocks", "html", "file")


class BlockInput(Input):
    id = Text(max_length=100, allow_blank=False)
    text = Text()


class ArticleInput(Input):
    text = Text(required=False)
    blocks = BlockInput(many=True, required=False, max_length=10_000)  # type: ignore[call-arg]
    html = Text(required=False, help_text="A page's source; the article in it is found and the rest is cut.")
    title = Text(required=False, max_length=1000)
    author = Text(required=False, max_length=300)
    published_at = Moment(required=False, allow_null=True)
    publisher = serializers.SlugRelatedField(
        slug_field="slug", queryset=Publisher.objects.all(), required=False, allow_null=True
    )
    url = serializers.URLField(
        required=False,
        allow_blank=True,
        max_length=2000,
        help_text="Where it stands. Without words, a page or a file it is fetched from there.",
    )
    external_id = Text(required=False, max_length=200)
    genre = serializers.ChoiceField(Article.Genre.choices, required=False)
    stage = serializers.ChoiceField(Article.Stage.choices, required=False)
    deadline = Moment(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        given = [way for way in _WAYS if way in attrs]
        if len(given) > 1:
            raise serializers.ValidationError(
                {given[1]: f"Send “{given[0]}” or “{given[1]}”, not both."}, code="both"
            )
        if not given and not attrs.get("url"):
            raise serializers.ValidationError(
                {"text": "Send the article's words in “text” or “blocks”, its page in “html”, or its “url”."},
                "required",
            )
        return attrs

    def to_delivery(self) -> ingest.Delivery:
        given = {name: value for name, value in self.validated_data.items() if value is not None}
        html, file = given.pop("html", None), given.pop("file", None)
        given["blocks"] = [(block["id"], block["text"]) for block in given.get("blocks", ())]
        return ingest.Delivery(ingest.Submission(**given), html=html, upload=_upload(file))


class ArticleUploadInput(ArticleInput):
    """With a file, as a form sends it."""

    file = serializers.FileField(allow_empty_file=True, help_text="txt, html, docx, pdf, eml, vtt or srt.")
    blocks = None  # type: ignore[assignment]  # a form has no nested fields


def _upload(file: UploadedFile | None) -> ingest.Upload | None:
    if file is None:
        return None
    return ingest.Upload(file.read(), filename=file.name or "", media_type=file.content_type or "")
