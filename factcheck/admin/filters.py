"""Filters with fixed choices: nothing is counted or looked up to draw them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Since(SimpleListFilter):
    """The last hour, day, week, month by ``column``. A date_hierarchy asks a large table for its ends first."""

    column = ""
    _RANGES = {
        "hour": (_("last hour"), timedelta(hours=1)),
        "day": (_("last 24 hours"), timedelta(days=1)),
        "week": (_("last 7 days"), timedelta(days=7)),
        "month": (_("last 30 days"), timedelta(days=30)),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, label) for name, (label, _length) in self._RANGES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self._RANGES.get(self.value() or "")
        if chosen is None:
            return queryset
        _label, length = chosen
        return self.from_then_on(queryset, timezone.now() - length)

    def from_then_on(self, queryset: QuerySet, moment: datetime) -> QuerySet:
        return queryset.filter(**{f"{self.column}__gte": moment})


def since(column: str, title: Any, parameter: str) -> type[Since]:
    """A ``Since`` over one column."""
    return type(
        f"Since_{parameter}", (Since,), {"column": column, "title": title, "parameter_name": parameter}
    )


class WithDefault(SimpleListFilter):
    """A filter that has a choice when nothing was chosen; "all" has to be said."""

    default = ""

    def chosen(self) -> str:
        return self.value() or self.default

    def choices(self, changelist: Any) -> Iterator[Any]:
        for name, label in [*self.lookup_choices, ("all", _("All"))]:
            yield {
                "selected": self.chosen() == str(name),
                "query_string": changelist.get_query_string({self.parameter_name: name}),
                "display": label,
            }
