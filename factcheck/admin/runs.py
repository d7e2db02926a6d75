from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck.admin.base import DeskAdmin
from factcheck.admin.display import ago, badge, link_to
from factcheck.admin.filters import since
from factcheck.admin.site import site
from factcheck.models import LanguageModelCall, PipelineRun


@admin.register(PipelineRun, site=site)
class PipelineRunAdmin(DeskAdmin):
    """What the workers did and do. Read only: a failed article is retried on its own page."""

    view_scopes = frozenset({"articles:read"})
    list_display = [
        "number",
        "article",
        "step",
        "status_badge",
        "attempts",
        "waited_since",
        "error",
        "engine_version",
    ]
    list_filter = ["step", "status", since("queued_at", _("queued"), "queued")]
    list_select_related = ["version__article", "arrival__article"]
    ordering = ["-pk"]
    fields = [
        "article", "step", "status_badge", "attempts", "progress", "error", "owner", "engine_version",
        "queued_at", "started_at", "heartbeat_at", "finished_at", "calls_made",
    ]  # fmt: skip
    readonly_fields = ["article", "status_badge", "calls_made"]

    @admin.display(description=_("No."), ordering="pk")
    def number(self, run: PipelineRun) -> int:
        return run.pk

    @admin.display(description=_("Article"))
    def article(self, run: PipelineRun) -> SafeString:
        return link_to(run.article, run.version or run.article)

    @admin.display(description=_("Status"))
    def status_badge(self, run: PipelineRun) -> SafeString:
        return badge(run.status, run.get_status_display())

    @admin.display(description=_("Queued"), ordering="queued_at")
    def waited_since(self, run: PipelineRun) -> SafeString:
        return ago(run.queued_at)

    @admin.display(description=_("Calls of the language model"))
    def calls_made(self, run: PipelineRun) -> SafeString:
        """What each question cost and brought; only a second opinion asks any."""
        return format_html_join(
            "", "<div>{}</div>", ((_call_line(call),) for call in run.calls.order_by("pk"))
        )


def _call_line(call: LanguageModelCall) -> str:
    """ "piece 0: answered; 812 + 96 tokens; kept 2; refused: figures_differ 1"."""
    refused = ", ".join(f"{reason} {count}" for reason, count in sorted(call.refused.items()))
    facts = [
        f"piece {call.piece}: {call.get_outcome_display()}",
        f"{call.prompt_tokens:,} + {call.answer_tokens:,} tokens",
        f"kept {call.kept}",
        f"refused: {refused}" if refused else "",
        call.error,
    ]
    return "; ".join(fact for fact in facts if fact)
