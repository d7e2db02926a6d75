"""Cursors: the same page however far down, and nothing skipped while new rows come in."""

from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    ordering = ("-created_at", "-id")
    page_size_query_param = "limit"
    max_page_size = 200


class InOrder(CursorPagination):
    """Oldest first, by id: what hangs together is read from the top."""

    ordering = ("id",)
    page_size_query_param = "limit"
    max_page_size = 200


class ByPlace(CursorPagination):
    """Spans in the order in which they begin."""

    ordering = ("start", "end", "id")
    page_size = 200
    page_size_query_param = "limit"
    max_page_size = 200
