"""Lists that do not count a large table to its end."""

from typing import Any, cast

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

    def get_results(self, request: HttpRequest) -> None:
        """Without "show all" in the head of the page: it would only drop the filters."""
        super().get_results(request)
        self.full_result_count = self.result_count
