from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from factcheck.admin.access import ScopedAccess
from factcheck.admin.acts import Act
from factcheck.admin.base import DeskAdmin
from factcheck.admin.fields import PlainRelations
from factcheck.admin.site import site
from factcheck.models import Desk, User
from reviews import desks
from reviews.default_desk import the_newsroom
from reviews.models import Policy

CONFIGURE = frozenset({"desk:configure"})


class PolicyInline(ScopedAccess, PlainRelations, StackedInline):
    """A desk without a policy could not take a claim: there is always one."""

    add_scopes = change_scopes = CONFIGURE
    model = Policy
    can_delete = False
    min_num = max_num = 1
    extra = 0
    fields = [
        "scale", "required_verdicts", "auto_accept_score", "triager_may_review", "lease_minutes",
        "undo_seconds", "max_open_leases", "experts_heard_at_once",
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
    fields = ["name", "slug", "is_default", "members"]
    readonly_fields = ["is_default"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [PolicyInline]
    acts = [
        Act(
            name="make-default",
            label=_("Make default"),
            done=_("takes all new claims now"),
            scope="desk:configure",
            run=desks.make_default,
            applies=lambda desk: not desk.is_default,
        )
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

    @admin.display(description=_("Policy"))
    def policy_shown(self, desk: Desk) -> str:
        return _("%(scale)s, %(verdicts)d verdicts a review") % {
            "scale": desk.policy.scale, "verdicts": desk.policy.required_verdicts,
        }  # fmt: skip
