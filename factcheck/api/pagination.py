"""Cursors: the same page however far down, and nothing skipped while new rows come in."""

from typing import Any

from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck.errors import FieldError, InvalidInput


class Page(CursorPagination):
    """``limit`` rows a page, 1 to 200. Anything else is an error: DRF would answer its default in silence."""

    page_size_query_param = "limit"
    max_page_size = 200

    def get_page_size(self, request: Request) -> int | None:
        given = request.query_params.getlist("limit")
        if not given:
            return self.page_size
        if len(given) > 1 or not given[0].isdecimal() or not 1 <= int(given[0]) <= self.max_page_size:
            detail = f"limit is one whole number from 1 to {self.max_page_size}."
            raise InvalidInput(detail, errors=[FieldError("limit", "invalid", detail)])
        return int(given[0])

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        bounds = {"minimum": 1, "maximum": self.max_page_size}
        return [
            {**parameter, "schema": parameter["schema"] | bounds}
            if parameter["name"] == "limit"
            else parameter
            for parameter in super().get_schema_operation_parameters(view)
        ]


class NewestFirst(Page):
    ordering = ("-created_at", "-id")


class OldestFirst(Page):
    """For rows whose ids are random."""

    ordering = ("created_at", "id")


class InOrder(Page):
    """Oldest first, by id: what hangs together is read from the top."""

    ordering = ("id",)


class ByNumber(Page):
    """Versions of an article, the first one first. Each comes with its whole text, so few a page."""

    ordering = ("number",)
    page_size = 10


class ByPlace(Page):
    """Spans in the order in which they begin."""

    ordering = ("start", "end", "id")
    page_size = 200
