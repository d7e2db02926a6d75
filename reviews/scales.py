"""Rating scales change by new versions: a ruling keeps the words it was made in."""

from django.db import transaction

from factcheck import history
from factcheck.models import User
from reviews.models import Policy, RatingScale, Review


def is_in_use(scale: RatingScale) -> bool:
    """Whether a review is rated on it, or a desk's next one will be."""
    return Review.objects.filter(scale=scale).exists() or Policy.objects.filter(scale=scale).exists()


@transaction.atomic
def new_version(scale_id: int, *, actor: User) -> RatingScale:
    """A copy of a scale under the next version number, free to be changed until a desk uses it."""
    source = RatingScale.objects.get(pk=scale_id)
    # All versions, so that two who ask at once get two numbers.
    versions = list(RatingScale.objects.select_for_update(no_key=True).filter(key=source.key).order_by("pk"))
    copy = RatingScale.objects.create(
        key=source.key,
        version=max(scale.version for scale in versions) + 1,
        name=source.name,
        description=source.description,
        ordered=source.ordered,
    )
    for rating in source.ratings.order_by("position"):
        rating.pk, rating.scale = None, copy
        rating.save(force_insert=True)
    history.record(
        copy, "ratingscale.created", actor=actor, details={"version": copy.version, "from": source.version}
    )
    return copy
