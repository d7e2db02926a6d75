"""API tokens: made, shown once, revoked. The digest is nobody's business."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from factcheck import tokens
from factcheck.admin.access import signed_in
from factcheck.admin.acts import Act
from factcheck.admin.base import DeskAdmin
from factcheck.admin.display import ago, badge
from factcheck.admin.site import site
from factcheck.models import ApiToken, User
from factcheck.roles import SCOPES


class TokenForm(forms.ModelForm):
    scopes = forms.MultipleChoiceField(
        choices=[(scope, f"{scope} – {meaning}") for scope, meaning in SCOPES.items()],
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        required=False,
        help_text=_("None: all that the user has."),
    )

    class Meta:
        model = ApiToken
        fields = ["user", "name", "scopes", "expires_at"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        user = cleaned.get("user")
        if user and (lacking := set(cleaned.get("scopes", [])) - user.scopes):
            self.add_error(
                "scopes",
                _("%(user)s does not have: %(scopes)s.")
                % {"user": user, "scopes": ", ".join(sorted(lacking))},
            )
        return cleaned


@admin.register(ApiToken, site=site)
class ApiTokenAdmin(DeskAdmin):
    view_scopes = add_scopes = frozenset({"desk:configure"})
    form = TokenForm
    list_display = ["name", "user", "hint", "standing", "last_used", "expires_at", "scope_count"]
    list_select_related = ["user"]
    ordering = ["-pk"]
    acts = [
        Act(
            name="revoke",
            label=_("Revoke"),
            done=_("revoked"),
            scope="desk:configure",
            run=tokens.revoke_token,
            applies=lambda token: token.revoked_at is None,
            over_lists=True,
            tone="danger",
        )
    ]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None:
            return ["user", "name", "scopes", "expires_at"]
        return ["user", "name", "hint", "scopes", "created_at", "expires_at", "revoked_at", "last_used_at"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.filter(is_active=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> ApiToken:
        cleaned = form.cleaned_data
        token, secret = tokens.create_token(
            cleaned["user"],
            name=cleaned["name"],
            scopes=cleaned["scopes"] or None,
            expires_at=cleaned["expires_at"],
            actor=signed_in(request),
        )
        request.new_token_secret = secret  # type: ignore[attr-defined]
        return token

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        """``create_token`` has stored it."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A token has none."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """``create_token`` has recorded it."""

    def response_add(
        self, request: HttpRequest, obj: ApiToken, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The secret, in this answer only. A message would carry it through a cookie or the session."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Token made"),
            "opts": self.opts,
            "token": obj,
            "secret": request.new_token_secret,  # type: ignore[attr-defined]
        }
        # The admin's pages are never kept by a browser (``never_cache``), this one included.
        return TemplateResponse(request, "factcheck/admin/token_made.html", context)

    @admin.display(description=_("State"))
    def standing(self, token: ApiToken) -> SafeString:
        return badge("dismissed", _("revoked")) if token.revoked_at else badge("active", _("active"))

    @admin.display(description=_("Last used"), ordering="last_used_at")
    def last_used(self, token: ApiToken) -> SafeString:
        return ago(token.last_used_at)

    @admin.display(description=_("Scopes"))
    def scope_count(self, token: ApiToken) -> int:
        return len(token.scopes)
