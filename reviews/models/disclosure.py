from typing import Self

from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.models import Payload, User
from factcheck.models.append_only import append_only
from reviews.models.review import Review
from reviews.models.verdict import Verdict


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def with_all_that_is_told(self) -> Self:
        return self.select_related("verdict__retraction", "user", "decided_by", "payload").order_by("pk")


class Disclosure(models.Model):
    """A rule that was set aside for a ruling; the outcome says so. Counts as long as its verdict stands."""

    class Code(models.TextChoices):
        OWN_WORK = "own_work", _("ruled on by whoever let the claim in")
        OVERRIDE = "override", _("given by an editor to somebody whom a rule keeps out")

    class Rule(models.TextChoices):
        """What keeps somebody out, unless it is set aside."""

        TRIAGED = "triaged", _("let the claim in")
        CONFLICT = "conflict_of_interest", _("declared a conflict of interest")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="disclosures")
    round = models.PositiveIntegerField(_("round"))
    code = models.CharField(_("what"), max_length=12, choices=Code.choices)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who ruled"))
    #: Null: an adjudicator's ruling.
    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, null=True, related_name="disclosures")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    #: The editor's reason; null: the desk's policy allows it.
    payload = models.ForeignKey(Payload, on_delete=models.PROTECT, null=True, related_name="disclosures")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        triggers = append_only("disclosure")

    def __str__(self) -> str:
        return self.get_code_display()

    @property
    def counts(self) -> bool:
        """Whether the ruling stands that it is about."""
        return self.verdict is None or not hasattr(self.verdict, "retraction")

    @property
    def reason(self) -> str | None:
        """None: there is none, or it is erased."""
        return (self.payload.content or {}).get("reason") if self.payload else None

    @property
    def rules(self) -> list[str]:
        """Which were set aside; empty where that is erased with the reason."""
        if self.code == self.Code.OWN_WORK:
            return [self.Rule.TRIAGED.value]
        return (self.payload.content or {}).get("rules", []) if self.payload else []

    @property
    def in_words(self) -> str:
        """What the outcome says of ``user``."""
        if self.code == self.Code.OWN_WORK or not self.rules:
            return self.get_code_display()
        rules = [str(self.Rule(rule).label) for rule in self.rules]
        return gettext("given by an editor to somebody who %(rules)s") % {
            "rules": get_text_list(rules, gettext("and"))
        }
