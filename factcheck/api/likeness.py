"""Near copies of an article over the API."""

from rest_framework import serializers

from factcheck.likeness.copies import Copy


class NearCopySerializer(serializers.Serializer):
    """Another article with nearly the same words. No words of it: an answer that is kept outlives its take-down."""

    article = serializers.IntegerField(source="article.pk")
    publisher = serializers.SerializerMethodField()
    score = serializers.FloatField(help_text="Share of their words, in threes, that both have: 0 to 1.")

    def get_publisher(self, copy: Copy) -> str | None:
        return copy.article.publisher.slug if copy.article.publisher else None
