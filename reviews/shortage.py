"""Why a review may wait for ever: fewer people may rule on it than it wants verdicts."""

from dataclasses import asdict, dataclass
from itertools import islice

from django.utils.translation import gettext as _

from factcheck.models import User
from reviews import exclusions
from reviews.exclusions import FIRM, Exclusion
from reviews.models import Assignment, Review


@dataclass(frozen=True)
class Shortage:
    """Counts of those whose role it is to review."""

    wanted: int
    people: int
    may_rule: int
    let_it_in: int
    in_conflict: int

    def __str__(self) -> str:
        if self.may_rule == self.people:
            sentence = _(
                "Verdicts wanted: %(wanted)d. People who review: %(people)d. Make somebody else a reviewer."
            )
        else:
            sentence = _(
                "Verdicts wanted: %(wanted)d. Of %(people)d who review, %(may_rule)d may rule on it; %(let_it_in)d let it "
                "in and %(in_conflict)d declared a conflict of interest. Assign it to one of them and say why, or make "
                "somebody else a reviewer."
            )
        return sentence % asdict(self)


def shortage_of(review: Review) -> Shortage | None:
    """None where enough may rule on ``review``. One query a person, until enough are found.

    Asked is what an editor knows, or may set aside, and never who holds it, skipped it or ruled on it: while a round is
    blind that is for nobody to hear. Whoever was given it in spite of a rule counts, whatever they did with it.
    """
    given = set(
        Assignment.objects.filter(review=review, round=review.round, override__isnull=False).values_list(
            "reviewer", flat=True
        )
    )
    active = User.objects.filter(is_active=True).order_by("pk")
    people = [user for user in active if user.has_scope("reviews:review")]
    kept_out: list[set[Exclusion]] = []

    def may_rule(user: User) -> bool:
        if user.pk in given:
            return True
        rules = set(exclusions.against(review, user)) - FIRM
        if rules:
            kept_out.append(rules)
        return not rules

    found = len(list(islice(filter(may_rule, people), review.required_verdicts)))
    if found == review.required_verdicts:
        return None
    return Shortage(
        review.required_verdicts,
        len(people),
        found,
        sum(Exclusion.TRIAGED in rules for rules in kept_out),
        sum(Exclusion.CONFLICT in rules for rules in kept_out),
    )
