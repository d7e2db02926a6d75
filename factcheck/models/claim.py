from typing import Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models.article import Article, ArticleVersion
from factcheck.models.user import User

#: The columns of a claim that say something; what they held before is kept in ``ClaimPast``.
SAYING = (
    "kind",
    "label",
    "claimant",
    "claimant_kind",
    "figure",
    "score",
    "reading",
    "overlay",
    "suggestion",
    "engine_version",
)


_as_json = ", ".join(f"'{column}', OLD.{column}" for column in SAYING)


def _row(name: str) -> str:
    return ", ".join(f"{name}.{column}" for column in SAYING)


class Claim(models.Model):
    """One sighting of an assertion worth checking, in one article.

    ``reading`` is what the machine (or the person who added it) read out of the words: the CLAIM object
    of the API without its places. ``overlay`` holds what people changed since; it wins, and survives
    re-extraction. ``suggestion`` is a language model's wording of an engine's claim, {label, proposition, statement,
    by}: checked against the text, shown beside the reading, never in its place. Places stand in ``ClaimAnchor``, one for each version that holds the claim.
    """

    class Origin(models.TextChoices):
        ENGINE = "engine", _("engine")
        PERSON = "person", _("person")
        LLM = "llm", _("language model")

    class Kind(models.TextChoices):
        QUANTITY = "quantity", _("quantity")
        EVENT = "event", _("event")
        COMPARISON = "comparison", _("comparison")
        RANKING = "ranking", _("ranking")
        TREND = "trend", _("trend")
        STATUS = "status", _("state")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="claims")
    origin = models.CharField(_("origin"), max_length=8, choices=Origin.choices, default=Origin.ENGINE)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    label = models.CharField(_("label"), max_length=75)
    claimant = models.CharField(_("claimant"), max_length=200, blank=True)
    claimant_kind = models.CharField(_("kind of claimant"), max_length=16, blank=True)
    figure = models.CharField(
        _("figure"),
        max_length=80,
        blank=True,
        help_text=_("The first quantity as people write it: “at least 10”."),
    )
    score = models.FloatField(_("check-worthiness"), help_text=_("0 to 1"))
    reading = models.JSONField(default=dict)
    overlay = models.JSONField(default=dict, blank=True)
    suggestion = models.JSONField(default=dict, blank=True)
    engine_version = models.CharField(
        _("engine"),
        max_length=120,
        blank=True,
        help_text=_("Or the language model and its prompt's version."),
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("found at"), auto_now_add=True)
    redacted_at = models.DateTimeField(_("redacted at"), null=True, editable=False)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="claim_score_is_a_share"),
        ]
        indexes = [
            models.Index(fields=["article", "id"], name="claim_by_article"),
            models.Index(fields=["-created_at", "-id"], name="claim_newest_first"),
            # What waits for triage is looked at in this order.
            models.Index(fields=["-score"], name="claim_most_worthy_first"),
            # What people search for in claims; written out the way the search spells it.
            GinIndex(SearchVector("label", "claimant", config="english"), name="claim_words"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="keep_what_it_said",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                # What a take-down blanks is not kept.
                condition=pgtrigger.Condition(
                    f"(({_row('OLD')}) IS DISTINCT FROM ({_row('NEW')}) AND NEW.redacted_at IS NULL)"
                ),
                func=(
                    "INSERT INTO factcheck_claimpast (claim_id, until, said) VALUES"  # noqa: S608 (our own columns)
                    " (OLD.id, clock_timestamp(),"
                    f" jsonb_build_object({_as_json}));"
                    " RETURN NULL;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(_("redacted"))

    @property
    def current(self) -> dict[str, object]:
        """``reading`` with people's changes on top."""
        return {**self.reading, **self.overlay}


class ClaimAnchorQuerySet(models.QuerySet["ClaimAnchor"]):
    def standing(self) -> Self:
        """Those where a claim stands: not the rows that say that it is gone."""
        return self.exclude(status=ClaimAnchor.Status.GONE)


class ClaimAnchor(models.Model):
    """Where a claim stands in one version: ``part[start:end] == quote``, in code points, half-open.

    A claim that is gone has one such row, empty, in the version that first went without it.
    ``focus`` are the spans of the words that make this claim itself; two claims may share a quote, never
    quote and focus.
    """

    class Part(models.TextChoices):
        TITLE = "title", _("title")
        TEXT = "text", _("text")

    class Status(models.TextChoices):
        ANCHORED = "anchored", _("anchored")
        DRIFTED = "drifted", _("drifted")
        GONE = "gone", _("gone")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="anchors")
    version = models.ForeignKey(ArticleVersion, on_delete=models.PROTECT, related_name="anchors")
    part = models.CharField(_("part"), max_length=8, choices=Part.choices, default=Part.TEXT)
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("quote"), blank=True)
    focus = models.JSONField(default=list, help_text=_("[[start, end], …]"))
    prefix = models.TextField(blank=True, help_text=_("The words before the quote."))
    suffix = models.TextField(blank=True, help_text=_("The words after the quote."))
    sentence = models.JSONField(default=dict, help_text=_("{start, end} of the sentence around it"))
    region = models.CharField(_("region"), max_length=16, blank=True)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.ANCHORED)
    context_changed = models.BooleanField(_("context changed"), default=False)
    #: {part, start, end, focus, sentence} where the engine found it, if somebody moved it since.
    moved_from = models.JSONField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ClaimAnchorQuerySet.as_manager()

    class Meta:
        verbose_name = _("place of a claim")
        verbose_name_plural = _("places of claims")
        constraints = [
            models.UniqueConstraint(fields=["claim", "version"], name="claim_anchor_once_a_version"),
            models.UniqueConstraint(
                fields=["version", "part", "start", "end", "focus"],
                condition=~Q(status="gone"),
                name="claim_anchor_span_and_focus_once",
            ),
            models.CheckConstraint(
                condition=(~Q(status="gone") & Q(end__gt=F("start")))
                | Q(status="gone", start=0, end=0, quote=""),
                name="claim_anchor_end_after_start",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="quote_is_verbatim",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("version", "factcheck_articleversion%ROWTYPE")],
                # FOR SHARE: a take-down that blanks the version waits for us or we for it, so no quote
                # slips in behind it.
                func="""
                    SELECT * INTO version FROM factcheck_articleversion WHERE id = NEW.version_id FOR SHARE;
                    IF version.redacted_at IS NOT NULL THEN
                        IF NEW.quote <> '' THEN
                            RAISE EXCEPTION 'a quote of a redacted version must be blank' USING ERRCODE = '23514';
                        END IF;
                        RETURN NEW;
                    END IF;
                    -- substr() cuts at the end of the text, so the length is compared as well.
                    IF char_length(NEW.quote) <> NEW."end" - NEW.start OR NEW.quote IS DISTINCT FROM substr(
                        CASE NEW.part WHEN 'title' THEN version.title ELSE version.text END,
                        NEW.start + 1, NEW."end" - NEW.start
                    ) THEN
                        RAISE EXCEPTION 'quote is not %[%:%] of the version', NEW.part, NEW.start, NEW."end"
                            USING ERRCODE = '23514';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part}[{self.start}:{self.end}]"
