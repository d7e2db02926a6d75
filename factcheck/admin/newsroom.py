from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from factcheck.admin.base import DeskAdmin
from factcheck.admin.display import url_of
from factcheck.admin.site import site
from factcheck.models import Newsroom


@admin.register(Newsroom, site=site)
class NewsroomAdmin(DeskAdmin):
    change_scopes = frozenset({"desk:configure"})
    fields = ["name", "public_url", "contact", "time_zone", "methodology"]

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        """Once: there is one row."""
        return self._holds(request, self.change_scopes) and not Newsroom.objects.exists()

    def save_model(self, request: HttpRequest, obj: Newsroom, form: Any, change: bool) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Straight to the one row."""
        newsroom = Newsroom.objects.first()
        if newsroom and self.has_view_permission(request, newsroom):
            return redirect(url_of(newsroom))
        return super().changelist_view(request, extra_context)
