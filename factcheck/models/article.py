from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from factcheck.models.fields import Sha256Field
from factcheck.models.publisher import Publisher
from factcheck.models.takedown import TakeDown
from factcheck.models.user import User


class ArticleQuerySet(models.QuerySet["Article"]):
    def with_claim_count(self) -> Self:
        """Adds ``claim_count``, the claims of the latest version, without a query a row."""
        from factcheck.models.claim import ClaimAnchor

        latest = ArticleVersion.objects.filter(article=OuterRef("pk")).order_by("-number")
        standing = ClaimAnchor.objects.standing()
        anchors = standing.filter(version=OuterRef("latest_version")).order_by().values("version")
        return self.annotate(
            latest_version=Subquery(latest.values("pk")[:1]),
            claim_count=Coalesce(Subquery(anchors.annotate(n=Count("pk")).values("n")), 0),
        )


class Article(models.Model):
    """One item of one publisher. Its words stand in its versions."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("queued")
        PROCESSING = "processing", _("processing")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    class Genre(models.TextChoices):
        NEWS = "news", _("news")
        LIVE = "live", _("live blog")
        OPINION = "opinion", _("opinion")
        SATIRE = "satire", _("satire")
        PRESS_RELEASE = "press_release", _("press release")
        TRANSCRIPT = "transcript", _("transcript")

    class Stage(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="articles", verbose_name=_("posted by")
    )
    publisher = models.ForeignKey(
        Publisher, on_delete=models.PROTECT, null=True, blank=True, related_name="articles"
    )
    external_id = models.CharField(
        _("external id"),
        max_length=200,
        blank=True,
        help_text=_("Of who posted it first; all are among its identifiers."),
    )
    url = models.URLField(_("address"), max_length=2000, blank=True)
    genre = models.CharField(_("genre"), max_length=16, choices=Genre.choices, default=Genre.NEWS)
    stage = models.CharField(_("stage"), max_length=16, choices=Stage.choices, default=Stage.PUBLISHED)
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=16, choices=Status.choices, default=Status.QUEUED, editable=False
    )
    failure = models.TextField(
        _("failure"), blank=True, editable=False, help_text=_("Why nothing came of it.")
    )
    same_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="duplicates",
        help_text=_("The article that this one turned out to be; it holds nothing itself."),
    )
    created_at = models.DateTimeField(_("posted at"), auto_now_add=True)
    redacted_at = models.DateTimeField(_("redacted at"), null=True, editable=False)
    legal_hold = models.BooleanField(
        _("legal hold"), default=False, help_text=_("Stops retention and erasure.")
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="article_newest_first"),
            models.Index(fields=["-created_at"], condition=Q(status="failed"), name="article_failed"),
        ]

    def __str__(self) -> str:
        """The headline where the query brought it along (``with_headline``), else what its owner calls it."""
        known = getattr(self, "headline", "") or self.external_id
        return (not self.redacted_at and known) or f"article {self.pk}"


class ArticleVersion(models.Model):
    """Title and text as they stood at one moment: NFC, ``\\n`` line ends, frozen.

    ``content_sha256`` is of title, NUL and text. A take-down blanks the words and keeps the digests under a key.
    """

    class Coverage(models.TextChoices):
        FULL = "full", _("in full")
        MODEL = "model", _("by a model of its language, without rules")
        NEUTRAL = "neutral", _("by rules that need no language")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    title = models.TextField(_("title"), blank=True)
    text = models.TextField(_("text"), blank=True)
    headline = models.TextField(
        _("headline"),
        blank=True,
        help_text=_("The title, or what the engine read as one at the head of the text."),
    )
    author = models.CharField(_("author"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    modified_at = models.DateTimeField(_("modified at"), null=True, blank=True)
    text_sha256 = Sha256Field()
    content_sha256 = Sha256Field(db_index=True)
    blocks = models.JSONField(
        default=list,
        blank=True,
        help_text=_(
            "[{id, start, end}] where the article came in blocks; paragraphs of a page or a file"
            " have a region, and what else is known of them."
        ),
    )
    astral = models.JSONField(
        default=dict, blank=True, help_text=_("{part: [offsets of characters that take two UTF-16 units]}")
    )
    language = models.CharField(_("language"), max_length=8, blank=True)
    coverage = models.CharField(
        _("read"),
        max_length=8,
        choices=Coverage.choices,
        blank=True,
        help_text=_("How far the engine reads the language of the text."),
    )
    notices = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        help_text=_("Codes of what a reader should know."),
    )
    engine_version = models.CharField(_("engine"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("taken in at"), auto_now_add=True)
    redacted_at = models.DateTimeField(_("redacted at"), null=True, editable=False)
    redacted_by = models.ForeignKey(
        TakeDown, on_delete=models.PROTECT, null=True, editable=False, related_name="versions"
    )

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["article_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="article_version_number_once"),
            models.CheckConstraint(
                condition=Q(redacted_at__isnull=True) | Q(text="", title="", headline="", author=""),
                name="article_version_redacted_is_blank",
            ),
        ]
        indexes = [
            # What people search for in articles; written out the way the search spells it.
            GinIndex(SearchVector("headline", config="english"), name="article_version_words"),
        ]
        triggers = [
            # A CHECK cannot do it: convert_to() is not immutable in PostgreSQL 15.
            pgtrigger.Trigger(
                name="words_are_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NEW.redacted_at IS NOT NULL THEN RETURN NEW; END IF;
                    IF NEW.text_sha256 <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN
                        RAISE EXCEPTION 'text_sha256 is not that of the text' USING ERRCODE = '23514';
                    END IF;
                    IF TG_OP = 'UPDATE' THEN
                        IF (NEW.article_id, NEW.number, NEW.title, NEW.text)
                            IS DISTINCT FROM (OLD.article_id, OLD.number, OLD.title, OLD.text) THEN
                            RAISE EXCEPTION 'an article version is frozen: store a new version'
                                USING ERRCODE = '23514';
                        END IF;
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.headline or f"{self.article} v{self.number}"

    def part(self, name: str) -> str:
        """The words of ``title`` or ``text``."""
        return self.title if name == "title" else self.text
