"""What all pages of the admin share."""

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.admin import ShowFacets
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from factcheck import history
from factcheck.admin.access import ScopedAccess, signed_in
from factcheck.admin.acts import OffersActs
from factcheck.admin.beside import links_beside
from factcheck.admin.changes import RecordsChanges
from factcheck.admin.events import Line, lines_of
from factcheck.admin.fields import PlainRelations
from factcheck.admin.paging import CappedList, CappedPaginator
from factcheck.models import Event, User


class DeskAdmin(ScopedAccess, RecordsChanges, OffersActs, PlainRelations, ModelAdmin):
    """Scopes decide, forms leave events, acts go through domain functions, nothing is deleted."""

    actions: Sequence[Any] = ()
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER  # counts every choice of every filter on every load
    list_per_page = 50
    list_max_show_all = 0  # no "show all"
    list_disable_select_all = True
    list_filter_sheet = False
    list_fullwidth = True
    change_form_template = "factcheck/admin/form.html"
    #: What an address may narrow the list by, beside its filters.
    lookups_without_filter: Collection[str] = ()
    #: What a list says that has nothing to show, with no filter set.
    empty_note: str | Promise = _("There is nothing here yet.")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[CappedList]:
        return CappedList

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        context = {"shows_record": True, **(extra_context or {})}
        if request.method == "GET" and (obj := self.get_object(request, unquote(object_id))):
            context |= self.record_context(request, obj)
        return super().change_view(request, object_id, form_url, context)

    def record_context(self, request: HttpRequest, obj: Model) -> dict[str, Any]:
        """What the page of one object shows beside its form."""
        return {
            "acts": self.acts_for(request, obj),
            "beside": links_beside(obj),
            "history": self.history_of(obj, signed_in(request)),
        }

    def history_of(self, obj: Model, user: User) -> list[Line]:
        """The events of ``obj`` that ``user`` may see, newest first."""
        events = Event.objects.filter(stream=history.stream_of(obj))
        return lines_of(events.select_related("actor", "payload").order_by("-seq")[:200])

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The events, in place of Django's log."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": obj,
            "opts": self.opts,
            "history": self.history_of(obj, signed_in(request)),
        }
        return TemplateResponse(request, "factcheck/admin/history.html", context)


class RecordAdmin(DeskAdmin):
    """Read only, on a page of its own making instead of a form."""

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """No form field is built: ``fields = []`` would mean all of them."""
        return []
