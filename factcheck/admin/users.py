"""Accounts: made by an administrator, never deleted, because history names them."""

from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import ManyToManyField, Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from factcheck.admin.access import signed_in
from factcheck.admin.base import DeskAdmin
from factcheck.admin.beside import Link, put_beside
from factcheck.admin.site import site
from factcheck.models import User
from factcheck.roles import ROLES, STAFF_SCOPES, role_name, scopes_of
from factcheck.signals import user_deactivated


class UserForm(UserChangeForm):
    def __init__(self, *args: Any, acting: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acting = acting

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.acting and self.acting.pk == self.instance.pk:
            groups = cleaned.get("groups", self.instance.groups.all())
            scopes = scopes_of([group.name for group in groups], is_superuser=self.instance.is_superuser)
            if not cleaned.get("is_active", True) or "desk:configure" not in scopes:
                raise forms.ValidationError(
                    _("You would lock yourself out. Ask another administrator to do it."), code="locks_out"
                )
        return cleaned


class RoleChoices(forms.ModelMultipleChoiceField):
    widget = UnfoldAdminCheckboxSelectMultipleWidget

    def label_from_instance(self, group: Group) -> str:
        return role_name(group.name)


@put_beside(User)
def password_page(user: Model) -> Iterator[Link]:
    yield Link(str(_("Set the password")), reverse("admin:auth_user_password_change", args=[user.pk]))


@admin.register(User, site=site)
class UserAdmin(DeskAdmin, DjangoUserAdmin):  # type: ignore[misc]
    add_scopes = change_scopes = frozenset({"desk:configure"})
    form = UserForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "display_name", "roles", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "groups"]
    # People of one newsroom: small enough for ILIKE.
    search_fields = ["username", "display_name", "email"]
    search_help_text = _("User name, display name or e-mail")
    ordering = ["username"]
    filter_horizontal = ()
    readonly_fields = ["is_staff", "is_superuser", "last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "display_name", "email", "time_zone"]}),
        (_("Rights"), {"fields": ["groups", "is_active", "is_staff", "is_superuser"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "username",
                    "display_name",
                    "email",
                    "time_zone",
                    "password1",
                    "password2",
                    "groups",
                ]
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form_class = super().get_form(request, obj, change=change, **kwargs)
        if obj is None:
            return form_class
        acting = signed_in(request)

        class ForActing(form_class):  # type: ignore[misc, valid-type]
            def __init__(self, *args: Any, **options: Any) -> None:
                super().__init__(*args, acting=acting, **options)

        return ForActing

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelMultipleChoiceField | None:
        if db_field.name == "groups":
            roles = Group.objects.filter(name__in=ROLES).order_by("name")
            return RoleChoices(roles, required=False, label=_("Roles"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """The staff flag follows the roles: nobody has to remember it, nobody can forget it."""
        names = [group.name for group in form.cleaned_data.get("groups", [])]
        obj.is_staff = not STAFF_SCOPES.isdisjoint(scopes_of(names, is_superuser=obj.is_superuser))
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            user_deactivated.send(sender=User, user=obj, actor=signed_in(request))

    def columns_set_beside(self, obj: Any, changed: Collection[str]) -> list[str]:
        return ["is_staff"]

    @admin.display(description=_("Roles"))
    def roles(self, user: User) -> str:
        return ", ".join(role_name(group.name) for group in user.groups.all())
