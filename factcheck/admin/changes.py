"""Every change of a setting leaves an event. Django's LogEntry would be a second history; it stays empty."""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest

from factcheck import history
from factcheck.admin.access import signed_in
from factcheck.models import Event

#: Never written down, not even in a payload that can be erased.
_SECRET = frozenset({"password", "password1", "password2"})


class RecordsChanges:
    """Writes what a form changed into the history, in the form's own transaction."""

    def construct_change_message(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: list[BaseModelFormSet] | None,
        add: bool = False,
    ) -> dict[str, Any]:
        """What changed, as the event keeps it: {"changed": {field: [before, after]}, "policy": [...]}."""
        details: dict[str, Any] = {"changed": differences(form)}
        for formset in formsets or []:
            rows = [
                *({"added": differences(row)} for row in formset.extra_forms if row.has_changed()),
                *(
                    {str(row.instance): differences(row)}
                    for row in formset.initial_forms
                    if row.has_changed()
                ),
                *({"removed": str(gone)} for gone in getattr(formset, "deleted_objects", [])),
            ]
            if rows:
                details[str(formset.prefix)] = rows
        return details

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Write the changed columns only, under the row lock that keeps the history in order."""
        if not change:
            super().save_model(request, obj, form, change)  # type: ignore[misc]
            return
        type(obj)._base_manager.select_for_update(no_key=True).get(pk=obj.pk)
        columns = {field.name for field in obj._meta.concrete_fields}
        obj.save(
            update_fields=[
                *columns.intersection(form.changed_data),
                *self.columns_set_beside(obj, form.changed_data),
            ]
        )

    def columns_set_beside(self, obj: Any, changed: Collection[str]) -> list[str]:
        """Columns that the admin sets itself, from what the form says and which of its fields ``changed``."""
        return []

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Event:
        return self._record(request, obj, "created", message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Event:
        return self._record(request, obj, "changed", message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """Nothing is deleted here; see ``ScopedAccess``."""

    def _record(self, request: HttpRequest, obj: models.Model, verb: str, message: Any) -> Event:
        details = message if isinstance(message, dict) else {"note": str(message)}
        return history.record(
            obj, f"{obj._meta.model_name}.{verb}", actor=signed_in(request), details=details
        )


def differences(form: ModelForm) -> dict[str, Any]:
    """{field: [before, after]} of what a form changed; a secret shows as None."""
    return {
        name: None
        if name in _SECRET
        else [
            _plain(form.get_initial_for_field(form.fields[name], name)),
            _plain(form.cleaned_data.get(name)),
        ]
        for name in form.changed_data
        if name in form.fields
    }


def _plain(value: Any) -> Any:
    """What JSON can hold of a field's value."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, (models.QuerySet, list, tuple, set)):
        return sorted((_plain(item) for item in value), key=str)
    return value if value is None or isinstance(value, (bool, int, float, dict)) else str(value)
