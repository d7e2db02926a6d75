"""A rating named by its key."""

from functools import lru_cache

from rest_framework import serializers

from reviews.models import Rating, RatingScale


def rating_of(scale_id: int, key: str) -> Rating:
    """The rating of that key in a scale that a review has.

    Raises:
        ValidationError: there is none; names those that there are.
    """
    ratings = _ratings(scale_id)
    if key not in ratings:
        name = RatingScale.objects.get(pk=scale_id).name
        raise serializers.ValidationError(
            {"rating": f"The scale “{name}” has no rating “{key}”. It has: {', '.join(ratings)}."},
            code="unknown_rating",
        )
    return ratings[key]


@lru_cache(maxsize=64)
def _ratings(scale_id: int) -> dict[str, Rating]:
    """By key, read once a process: a scale that a review has is never edited."""
    return {rating.key: rating for rating in Rating.objects.filter(scale=scale_id).order_by("position")}
