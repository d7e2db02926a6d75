"""Filters that a view declares; one that it does not is an error, not silence."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck.errors import FieldError, InvalidInput

#: Belong to the page, not to the question.
_OF_THE_PAGE = {"cursor", "limit", "format"}


class _TrueOrFalse(forms.Field):
    def to_python(self, value: str | None) -> bool | None:
        if not value:
            return None
        if value.lower() not in {"true", "false"}:
            raise forms.ValidationError("It is true or false.", code="invalid")
        return value.lower() == "true"


class TrueOrFalseFilter(django_filters.BooleanFilter):
    """As django-filter's, but what is neither is an error, not silence."""

    field_class = _TrueOrFalse


class DeclaredFilters(DjangoFilterBackend):
    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        filterset_class = self.get_filterset_class(view, queryset)
        known = set(filterset_class.base_filters) if filterset_class else set()
        if getattr(view, "detail", False):
            return queryset
        unknown = sorted(set(request.query_params) - known - _OF_THE_PAGE)
        if unknown:
            detail = (
                f"Unknown filter: {', '.join(unknown)}. Known: {', '.join(sorted(known)) or 'none'};"
                " cursor and limit turn and size the page."
            )
            raise InvalidInput(
                detail, errors=[FieldError(name, "unknown_filter", detail) for name in unknown]
            )
        return super().filter_queryset(request, queryset, view)
