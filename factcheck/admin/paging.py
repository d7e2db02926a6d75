"""Lists that do not count a large table to its end, and are narrowed by their own filters alone."""

from typing import Any, cast

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from unfold.views import ChangeList

#: More rows than anybody pages through. A list that has more shows this many; filters reach the rest.
MOST_ROWS = 5000


class CappedPaginator(Paginator):
    @cached_property
    def count(self) -> int:
        return cast(QuerySet, self.object_list).order_by()[:MOST_ROWS].count()


class CappedList(ChangeList):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = capfirst(self.opts.verbose_name_plural)  # not "Select review to view"

    def get_filters(self, request: HttpRequest) -> Any:
        """Django's, which also takes any column of the model as a filter: of a review, what nobody may be told yet.

        Raises:
            DisallowedModelAdminLookup: the address narrows the list by something that it offers no filter for.
        """
        found = super().get_filters(request)
        unknown = set(found[2]) - set(self.model_admin.lookups_without_filter)
        if unknown:
            raise DisallowedModelAdminLookup(f"Filtering by {', '.join(sorted(unknown))} not allowed")
        return found

    def get_results(self, request: HttpRequest) -> None:
        """Without "show all" in the head of the page: it would only drop the filters."""
        super().get_results(request)
        self.full_result_count = self.result_count
