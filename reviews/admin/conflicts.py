"""Conflicts of interest: an editor declares one for somebody, and ends it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from factcheck.admin.access import signed_in
from factcheck.admin.acts import Act
from factcheck.admin.base import DeskAdmin
from factcheck.admin.site import site
from factcheck.models import User
from reviews import conflicts
from reviews.models import ConflictOfInterest

EDIT = frozenset({"reviews:triage"})


class ConflictForm(forms.ModelForm):
    why = forms.CharField(
        label=_("Reason"), max_length=500, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )

    class Meta:
        model = ConflictOfInterest
        fields = ["user", "publisher", "claimant"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("publisher")) == bool((cleaned.get("claimant") or "").strip()):
            raise forms.ValidationError(_("Name a publisher or a claimant, one of the two."))
        return cleaned

    def validate_constraints(self) -> None:
        """To declare one again changes nothing; see ``conflicts.declare``."""


@admin.register(ConflictOfInterest, site=site)
class ConflictAdmin(DeskAdmin):
    view_scopes = add_scopes = EDIT
    form = ConflictForm
    list_display = ["user", "publisher", "claimant", "declared_by", "declared_at", "ended_at"]
    list_display_links = ["user"]
    list_select_related = ["user", "publisher", "declared_by"]
    ordering = ["-pk"]
    empty_note = _("Nobody has declared a conflict of interest.")
    acts = [
        Act(
            "end", _("End"), _("ended"), "reviews:triage", conflicts.end,
            lambda conflict: conflict.ended_at is None, over_lists=True,
        )
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[ConflictOfInterest]:
        return super().get_queryset(request).select_related("payload")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None:
            return ["user", "publisher", "claimant", "why"]
        return ["user", "publisher", "claimant", "reason_shown", "declared_by", "declared_at", "ended_at"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if obj is None else self.get_fields(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.filter(is_active=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: ConflictOfInterest, form: Any, change: bool) -> None:
        declared = conflicts.declare(
            obj.user,
            by=signed_in(request),
            reason=form.cleaned_data["why"],
            publisher=obj.publisher,
            claimant=obj.claimant,
        )
        obj.pk = declared.pk

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """It stands in the history of the person already."""

    @admin.display(description=_("Reason"))
    def reason_shown(self, conflict: ConflictOfInterest) -> str:
        return conflict.reason or str(_("redacted"))
