"""A rating named by its key."""

from rest_framework import serializers

from reviews.models import Rating, Review


def rating_of(review: Review, key: str) -> Rating:
    """The rating of that key in the review's scale.

    Raises:
        ValidationError: there is none; names those that there are.
    """
    ratings = {rating.key: rating for rating in review.scale.ratings.all()}
    if key not in ratings:
        raise serializers.ValidationError(
            {
                "rating": f"The scale “{review.scale.name}” has no rating “{key}”. It has: {', '.join(ratings)}."
            },
            code="unknown_rating",
        )
    return ratings[key]
