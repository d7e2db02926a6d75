"""What an outcome has to disclose: the rules that were set aside for the rulings behind it."""

from django.db.models import Prefetch, QuerySet

from reviews.models import Disclosure, Outcome, Review


def with_disclosures(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Loaded for all ``reviews`` at once: those of their own rulings, and those behind what they took over."""
    told = Disclosure.objects.with_all_that_is_told()
    return reviews.prefetch_related(
        Prefetch("disclosures", told), Prefetch("outcome__inherited_from__outcome__review__disclosures", told)
    )


def disclosed_in(outcome: Outcome) -> list[Disclosure]:
    """The rules that were set aside for the rulings behind ``outcome``, in whichever review they were given."""
    ruled = _where_ruled(outcome)
    return [
        disclosure
        for disclosure in ruled.review.disclosures.all()
        if disclosure.round == ruled.round and disclosure.counts
    ]


def _where_ruled(outcome: Outcome) -> Outcome:
    """The outcome that people ruled on: what is taken over may have been taken over itself."""
    while outcome.inherited_from is not None:
        outcome = outcome.inherited_from.outcome
    return outcome
