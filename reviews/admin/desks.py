from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from factcheck.admin.access import ScopedAccess, signed_in
from factcheck.admin.acts import Act
from factcheck.admin.base import DeskAdmin
from factcheck.admin.changes import differences
from factcheck.admin.fields import PlainRelations
from factcheck.admin.site import site
from factcheck.models import Desk, User
from reviews import desks, preview
from reviews.admin.factor_weights import FactorWeightsField
from reviews.admin.handing_over import OF_DESK
from reviews.default_desk import the_newsroom
from reviews.models import Policy
from reviews.ranking import Weights

CONFIGURE = frozenset({"desk:configure"})


class PolicyForm(forms.ModelForm):
    factor_weights = FactorWeightsField(
        label=_("Multipliers of the reasons"),
        required=False,
        help_text=_("1 is as the engine weighs it, 0 leaves it out, 2 counts it twice."),
    )

    class Meta:
        model = Policy
        fields = "__all__"  # noqa: DJ007 (the inline lists them)


class PolicyInline(ScopedAccess, PlainRelations, StackedInline):
    """A desk without a policy could not take a claim: there is always one."""

    add_scopes = change_scopes = CONFIGURE
    model = Policy
    can_delete = False
    min_num = max_num = 1
    extra = 0
    form = PolicyForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "scale", "required_verdicts", "neighbours", "third_verdict", "auto_accept_score",
                    "triager_may_review", "author_may_approve", "show_pair_agreement", "lease_minutes",
                    "undo_seconds", "max_open_leases", "skip_means", "experts_heard_at_once",
                ]
            },
        ),
        (
            _("Order of the queue"),
            {
                "fields": [
                    "score_weight", "demand_weight", "due_weight", "due_window_hours", "factor_weights",
                ],
                "description": _(
                    "An editor's priority comes first, whatever the weights. Then counts what is due, how "
                    "check-worthy a claim is and how many independent outlets carry it; the older of two that are "
                    "equal comes first."
                ),
            },
        ),
    ]  # fmt: skip

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, validate_min=True, **kwargs)


@admin.register(Desk, site=site)
class DeskSettings(DeskAdmin):
    add_scopes = change_scopes = CONFIGURE
    view_scopes = frozenset({"reviews:triage"})
    list_display = ["name", "slug", "is_default", "policy_shown"]
    list_select_related = ["policy__scale"]
    ordering = ["name"]
    fields = ["name", "slug", "is_default", "head", "members"]
    readonly_fields = ["is_default"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [PolicyInline]
    change_form_template = "reviews/admin/desk.html"
    acts = [
        Act(
            name="make-default",
            label=_("Make default"),
            done=_("takes all new claims now"),
            scope="desk:configure",
            run=desks.make_default,
            applies=lambda desk: not desk.is_default,
        ),
        OF_DESK,
    ]

    def save_model(self, request: HttpRequest, obj: Desk, form: Any, change: bool) -> None:
        if not change:
            obj.newsroom = the_newsroom()
        super().save_model(request, obj, form, change)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return forms.ModelMultipleChoiceField(
            User.objects.filter(is_active=True).order_by("username"),
            widget=UnfoldAdminCheckboxSelectMultipleWidget,
            required=False,
            label=_("Members"),
        )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The changed columns only, so that what a worker writes beside the form stays."""
        formset.save(commit=False)
        for policy in formset.new_objects:
            policy.save()
        for policy, columns in formset.changed_objects:
            policy.save(update_fields=columns)
            row = next(row for row in formset.initial_forms if row.instance == policy)
            desks.policy_changed(policy, differences(row), actor=signed_in(request))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<path:object_id>/preview/", view, name="factcheck_desk_preview"), *super().get_urls()]

    def record_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {
            **super().record_context(request, obj),
            "may_preview": self.has_change_permission(request, obj),
        }

    @method_decorator(require_POST)
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """How the queue would stand under what the form says now. Saves nothing."""
        desk = self.get_object(request, unquote(object_id))
        if desk is None:
            raise Http404
        if not self.has_change_permission(request, desk):
            raise PermissionDenied
        formset = PolicyInline(Desk, self.admin_site).get_formset(request, desk)(
            data=request.POST, instance=desk, prefix="policy"
        )
        errors, entries = [], []
        if formset.is_valid():
            policy = formset.forms[0].save(commit=False)
            entries = preview.of(desk, asdict(Weights.of(policy)), at=timezone.now())
        else:
            errors = [*formset.non_form_errors()] + [
                f"{form.fields[name].label}: {text}" if name in form.fields else text
                for form in formset.forms
                for name, texts in form.errors.items()
                for text in texts
            ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview of the order"),
            "opts": self.opts,
            "desk": desk,
            "errors": errors,
            "entries": entries,
            "looked_at": preview.LOOKED_AT,
        }
        return TemplateResponse(request, "reviews/admin/preview.html", context)

    @admin.display(description=_("Policy"))
    def policy_shown(self, desk: Desk) -> str:
        return _("%(scale)s, %(verdicts)d verdicts a review") % {
            "scale": desk.policy.scale, "verdicts": desk.policy.required_verdicts,
        }  # fmt: skip
