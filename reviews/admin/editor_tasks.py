"""What an editor is asked: an outlet changed what a published fact check is about."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from factcheck.admin.acts import Act, ActForm
from factcheck.admin.base import RecordAdmin
from factcheck.admin.differences import drifts_of
from factcheck.admin.display import ago, badge, link_to
from factcheck.admin.filters import WithDefault
from factcheck.admin.site import site
from factcheck.models import ClaimDrift
from reviews import workflow
from reviews.models import EditorTask

Answer = EditorTask.Answer
_SCOPE = "fact-checks:write"


class NoteForm(ActForm):
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )


def _answers(answer: Answer) -> Callable[..., EditorTask]:
    return lambda pk, *, actor, **words: workflow.answer_task(pk, actor=actor, answer=answer, **words)


def _is_open(task: EditorTask) -> bool:
    return not task.answer


class Answers(WithDefault):
    title = _("answer")
    parameter_name = "answer"
    default = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("none yet")), *Answer.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.chosen()
        if chosen == "all":
            return queryset
        return queryset.filter(answer="" if chosen == "open" else chosen)


@admin.register(EditorTask, site=site)
class EditorTaskAdmin(RecordAdmin):
    view_scopes = frozenset({"fact-checks:write", "fact-checks:publish"})
    change_form_template = "reviews/admin/editor_task.html"
    acts = [
        Act(
            "corrected", _("The outlet corrected itself"), _("answered"), _SCOPE, _answers(Answer.CORRECTED),
            _is_open, NoteForm, _("The fact check stands: it rules on what was said then."), tone="primary",
        ),
        Act(
            "recheck", _("Check it again"), _("sent to triage"), _SCOPE, _answers(Answer.RECHECK),
            _is_open, NoteForm, _("Takes the review back to triage. The fact check stays out meanwhile."),
        ),
        Act(
            "nothing", _("Nothing to do"), _("answered"), _SCOPE, _answers(Answer.NOTHING), _is_open, NoteForm,
            _("The change does not touch what was ruled on."),
        ),
    ]  # fmt: skip
    list_display = ["task", "what_happened", "since", "answer_shown"]
    list_display_links = ["task"]
    list_filter = [Answers]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[EditorTask]:
        return (
            super()
            .get_queryset(request)
            .select_related("fact_check__review__claim", "drift__anchor", "answered_by")
        )

    def record_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {
            **super().record_context(request, obj),
            "drift": drifts_of(ClaimDrift.objects.filter(pk=obj.drift_id))[0],
            "fact_check_link": link_to(obj.fact_check),
            "review_link": link_to(obj.fact_check.review),
            "answer_badge": self.answer_shown(obj),
        }

    @admin.display(description=_("Fact check"))
    def task(self, task: EditorTask) -> str:
        return str(task)

    @admin.display(description=_("What happened"))
    def what_happened(self, task: EditorTask) -> str:
        return task.drift.anchor.get_status_display()

    @admin.display(description=_("Since"), ordering="created_at")
    def since(self, task: EditorTask) -> SafeString:
        return ago(task.created_at)

    @admin.display(description=_("Answer"))
    def answer_shown(self, task: EditorTask) -> SafeString:
        return badge("done", task.get_answer_display()) if task.answer else badge("triage", _("none yet"))
