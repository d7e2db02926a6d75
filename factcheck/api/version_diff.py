"""Two versions of an article, word by word."""

from typing import Any, get_args

from rest_framework import serializers

from factcheck.anchoring import Piece, word_diff
from factcheck.anchoring.showing import Op
from factcheck.models import ArticleVersion, ClaimAnchor
from factcheck.utf16 import with_utf16


class Utf16Serializer(serializers.Serializer):
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class DiffSpanSerializer(serializers.Serializer):
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    utf16 = Utf16Serializer(help_text="The same span in UTF-16 units, for browsers.")
    text = serializers.CharField()


class PieceSerializer(serializers.Serializer):
    """``move``: a paragraph that stands elsewhere, word for word; it is told where it stands now."""

    part = serializers.ChoiceField(ClaimAnchor.Part.choices)
    op = serializers.ChoiceField([(op, op) for op in get_args(Op)])
    old = DiffSpanSerializer(allow_null=True)
    new = DiffSpanSerializer(allow_null=True)


class VersionDiffSerializer(serializers.Serializer):
    """Every word of both versions is in one piece; blanks between pieces are in none."""

    article = serializers.IntegerField()
    old_version = serializers.IntegerField()
    new_version = serializers.IntegerField()
    pieces = PieceSerializer(many=True)


def diff_of(old: ArticleVersion, new: ArticleVersion) -> dict[str, Any]:
    """As ``VersionDiffSerializer`` has it: the title's pieces, then the text's."""
    return {
        "article": new.article_id,
        "old_version": old.number,
        "new_version": new.number,
        "pieces": [
            _told(piece, part, old, new)
            for part in ("title", "text")
            for piece in word_diff(old.part(part), new.part(part))
        ],
    }


def _told(piece: Piece, part: str, old: ArticleVersion, new: ArticleVersion) -> dict[str, Any]:
    return {
        "part": part,
        "op": piece.op,
        "old": _span(piece.old, part, old),
        "new": _span(piece.new, part, new),
    }


def _span(span: tuple[int, int] | None, part: str, version: ArticleVersion) -> dict[str, Any] | None:
    if span is None:
        return None
    start, end = span
    told = {"start": start, "end": end, "text": version.part(part)[start:end]}
    return with_utf16(told, version.astral.get(part, []))
