from typing import Any

from django.contrib import admin
from django.db.models import TextField
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminTextareaWidget

from factcheck.admin.access import ScopedAccess
from factcheck.admin.acts import Act
from factcheck.admin.base import DeskAdmin
from factcheck.admin.display import badge
from factcheck.admin.fields import PlainRelations
from factcheck.admin.site import site
from reviews import scales
from reviews.models import Rating, RatingScale

CONFIGURE = frozenset({"desk:configure"})
#: A sentence or two.
SHORT_TEXTS = {TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 2})}}


class RatingInline(ScopedAccess, PlainRelations, StackedInline):
    view_scopes = frozenset({"reviews:read"})
    add_scopes = change_scopes = CONFIGURE
    model = Rating
    extra = 0
    formfield_overrides = SHORT_TEXTS
    fields = ["position", "key", "label", "value", "meaning", "example", "requires_finding", "publishable"]

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        obj = args[0] if args else None
        return super().has_add_permission(request) and not (obj and scales.is_in_use(obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and scales.is_in_use(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A rating of a scale that nobody uses yet may go."""
        return self.has_change_permission(request, obj)


@admin.register(RatingScale, site=site)
class RatingScaleAdmin(DeskAdmin):
    """A scale in use is read only; what should change becomes a new version."""

    view_scopes = frozenset({"reviews:read"})
    add_scopes = change_scopes = CONFIGURE
    list_display = ["name", "key", "version", "ordered", "is_default", "use"]
    ordering = ["name", "-version"]
    fields = ["name", "key", "version", "ordered", "description", "is_default"]
    readonly_fields = ["version", "is_default"]
    formfield_overrides = SHORT_TEXTS
    inlines = [RatingInline]
    acts = [
        Act(
            name="new-version",
            label=_("New version"),
            done=_("a new version was made; set it in the desk's policy when it is ready"),
            scope="desk:configure",
            run=scales.new_version,
            applies=lambda scale: True,
        )
    ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and scales.is_in_use(obj))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A new one is the first of its key, and no default yet."""
        return self.fields if obj else ["name", "key", "ordered", "description"]

    @admin.display(description=_("Use"))
    def use(self, scale: RatingScale) -> SafeString:
        """A query a row: a newsroom has a handful of scales."""
        return badge("active", _("in use")) if scales.is_in_use(scale) else badge("", _("free to change"))
