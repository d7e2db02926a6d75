from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from factcheck.admin.base import DeskAdmin
from factcheck.admin.site import site
from factcheck.models import Publisher


@admin.register(Publisher, site=site)
class PublisherAdmin(DeskAdmin):
    view_scopes = frozenset({"articles:read"})
    add_scopes = change_scopes = frozenset({"desk:configure"})
    list_display = ["name", "kind", "domain", "country", "time_zone"]
    list_filter = ["kind"]
    # A newsroom knows some hundred publishers: small enough for ILIKE.
    search_fields = ["name", "domain", "slug"]
    search_help_text = _("Name, domain or slug")
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "kind", "domain", "country", "time_zone"]
