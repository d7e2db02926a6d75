from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck.admin.base import DeskAdmin
from factcheck.admin.display import link_to
from factcheck.admin.site import site
from factcheck.roles import SCOPES, role_name, scopes_of


@admin.register(Group, site=site)
class RoleAdmin(DeskAdmin):
    """Roles are fixed by the software (``factcheck.roles``); here one sees what each may do, and who has it."""

    view_scopes = frozenset({"desk:configure"})
    list_display = ["role", "member_count", "may"]
    ordering = ["name"]
    fields = ["role", "may", "members"]
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        return super().get_queryset(request).annotate(member_count=Count("user"))

    @admin.display(description=_("Role"), ordering="name")
    def role(self, group: Group) -> str:
        return role_name(group.name)

    @admin.display(description=_("People"), ordering="member_count")
    def member_count(self, group: Group) -> int:
        return group.member_count  # type: ignore[attr-defined]

    @admin.display(description=_("May"))
    def may(self, group: Group) -> SafeString:
        scopes = sorted(scopes_of([group.name]))
        return format_html(
            '<ul class="fc-scopes">{}</ul>',
            format_html_join("", "<li><code>{}</code> {}</li>", ((scope, SCOPES[scope]) for scope in scopes)),
        )

    @admin.display(description=_("People"))
    def members(self, group: Group) -> SafeString:
        return format_html_join(
            ", ", "{}", ((link_to(user),) for user in group.user_set.order_by("username")[:200])
        )
